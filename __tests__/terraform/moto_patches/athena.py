"""Corrections of Athena."""

from moto.athena import responses as athena

from .patch import patch


# Athena: named queries can be deleted.
@patch(athena.AthenaResponse)
def delete_named_query(original, self):
    self.athena_backend.named_queries.pop(self._get_param("NamedQueryId"), None)
    return "{}"


# Athena: settings of a workgroup can be changed; those that an update leaves out stay.
@patch(athena.AthenaResponse)
def update_work_group(original, self):
    group = self.athena_backend.work_groups[self._get_param("WorkGroup")]
    description = self._get_param("Description")
    if description is not None:
        group.description = description
    for name, value in (self._get_param("ConfigurationUpdates") or {}).items():
        if name == "ResultConfigurationUpdates":
            group.configuration.setdefault("ResultConfiguration", {}).update(value)
        else:
            group.configuration[name] = value
    return "{}"
