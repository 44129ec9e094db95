"""Patches moto where these stacks need more than it has, then starts its server.

Every patch makes moto respond as AWS does. README.md lists each gap with its symptom. The stacks do
not know this file.

BROKEN_IMAGE names a container image that never becomes healthy: a deployment of it is rolled back.
ZONES_FILE names a JSON file with the states of availability zones by name, read at every request.
"""

import os
import sys
import threading

import moto_patches  # noqa: F401
from moto import server


def end_with_parent():
    """Ends this process when its parent has ended, even by a signal that cannot be caught."""
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    server.main()
