"""What several rooms' tests share."""

import os
import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))  # so that tests can `import made`

# A change is judged on the same made-up inputs each time; new ones are sought where somebody sits and can look at what they find.
settings.register_profile("same", derandomize=True)
settings.register_profile("new")
settings.load_profile("same" if os.environ.get("CI") else "new")
