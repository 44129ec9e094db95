"""Makes moto respond as AWS does: one module for each service, patched when it is imported."""

from . import (  # noqa: F401
    athena,
    autoscaling,
    cognito,
    cognito_factors,
    cognito_pages,
    ec2,
    ecr,
    ecs,
    route53,
    s3,
)
