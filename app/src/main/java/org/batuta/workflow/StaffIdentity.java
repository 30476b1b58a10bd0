package org.batuta.workflow;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.jspecify.annotations.Nullable;

/**
 * Whom the engine knows: our staff, each in one group, read from where they are kept, so there is nothing to copy and
 * nothing to forget. It cannot be written, and no password opens anything here: one login opens every door.
 */
class StaffIdentity implements ReadOnlyIdentityProvider {

    private final StaffDirectory staff;

    StaffIdentity(StaffDirectory staff) {
        this.staff = staff;
    }

    @Override
    public @Nullable User findUserById(String login) {
        return staff.find(login).map(StaffUsers::user).orElse(null);
    }

    @Override
    public UserQuery createUserQuery() {
        return new StaffUsers(staff);
    }

    @Override
    public UserQuery createUserQuery(CommandContext context) {
        return new StaffUsers(staff);
    }

    @Override
    public NativeUserQuery createNativeUserQuery() {
        throw new BadUserRequestException("staff cannot be asked for in SQL");
    }

    @Override
    public boolean checkPassword(String login, String password) {
        return false;
    }

    @Override
    public @Nullable Group findGroupById(String id) {
        return new StaffGroups(staff).groupId(id).singleResult();
    }

    @Override
    public GroupQuery createGroupQuery() {
        return new StaffGroups(staff);
    }

    @Override
    public GroupQuery createGroupQuery(CommandContext context) {
        return new StaffGroups(staff);
    }

    @Override
    public @Nullable Tenant findTenantById(String id) {
        return null;
    }

    @Override
    public TenantQuery createTenantQuery() {
        return new NoTenants();
    }

    @Override
    public TenantQuery createTenantQuery(CommandContext context) {
        return new NoTenants();
    }

    @Override
    public void flush() {
        // nothing is ever written
    }

    @Override
    public void close() {
        // nothing is held
    }
}
