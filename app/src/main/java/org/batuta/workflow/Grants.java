package org.batuta.workflow;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/**
 * What each group may do in the engine. Administrators may do everything that a door lets through. Operators work on
 * the tasks offered to them. Managers read. Written again at each start, so that what somebody granted by hand
 * elsewhere does not stay for a group of ours.
 */
@Component
class Grants {

    static final String OPERATORS = "operators";
    static final String MANAGERS = "managers";

    private final AuthorizationService authorizations;

    Grants(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    void write() {
        for (Resources resource : Resources.values()) {
            grant(PinnedSettings.ADMINISTRATORS, resource, ANY, Permissions.ALL);
        }
        operators();
        managers();
    }

    private void operators() {
        grant(OPERATORS, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        grant(
                OPERATORS,
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE);
        grant(OPERATORS, Resources.FILTER, ANY, Permissions.READ);
    }

    private void managers() {
        grant(MANAGERS, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grant(
                MANAGERS,
                Resources.PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_TASK);
        grant(MANAGERS, Resources.DEPLOYMENT, ANY, Permissions.READ);
        grant(MANAGERS, Resources.DECISION_DEFINITION, ANY, Permissions.READ, Permissions.READ_HISTORY);
        grant(MANAGERS, Resources.BATCH, ANY, BatchPermissions.READ, BatchPermissions.READ_HISTORY);
    }

    private void grant(String group, Resource resource, String id, Permission... permissions) {
        List<Authorization> old = authorizations
                .createAuthorizationQuery()
                .groupIdIn(group)
                .resourceType(resource)
                .list();
        Authorization kept = old.stream()
                .filter(each -> each.getResourceId().equals(id) && each.getAuthorizationType() == AUTH_TYPE_GRANT)
                .findFirst()
                .orElseGet(() -> fresh(group, resource, id));
        old.stream().filter(each -> each != kept).forEach(each -> authorizations.deleteAuthorization(each.getId()));
        kept.setPermissions(permissions);
        authorizations.saveAuthorization(kept);
    }

    private Authorization fresh(String group, Resource resource, String id) {
        Authorization authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        authorization.setGroupId(group);
        authorization.setResource(resource);
        authorization.setResourceId(id);
        return authorization;
    }
}
