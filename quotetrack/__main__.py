"""`python -m quotetrack`."""

from .cli import main

raise SystemExit(main())
