"""Makes moto respond as AWS does: one module for each service, patched when it is imported."""

from . import autoscaling, cognito, cognito_pages, ec2, ecr, ecs, route53, s3  # noqa: F401
