"""`python -m variorum` is `variorum`."""

from variorum.apps.cli import main

if __name__ == "__main__":
    main()
