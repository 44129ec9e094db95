"""Corrections of Route 53."""

import secrets
import string

from moto.route53 import models as route53


# Route 53: ids of hosted zones begin with Z. The first one has the id that the environments name.
first_zone_ids = ["Z0123456789ABCDEFGHIJ"]


def create_route53_zone_id(**_):
    if first_zone_ids:
        return first_zone_ids.pop()
    return "Z" + "".join(secrets.choice(string.ascii_uppercase + string.digits) for _ in range(20))


route53.create_route53_zone_id = create_route53_zone_id
