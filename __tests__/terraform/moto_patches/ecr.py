"""Corrections of ECR."""

import os

from moto.ecr import models as ecr

from .patch import patch


# ECR: images are pushed to the registry that ECR_REGISTRY names, on this machine.
if "ECR_REGISTRY" in os.environ:

    @patch(ecr.Repository)
    def __init__(original, self, *args, **kwargs):
        original(self, *args, **kwargs)
        self.uri = f"{os.environ['ECR_REGISTRY']}/{self.name}"
