package org.batuta.workflow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.batuta.workflow.StaffDirectory.Member;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;

/** The engine's question for persons, answered from the staff: by login and by group, as its web applications ask. */
class StaffUsers extends UserQueryImpl {

    private static final long serialVersionUID = 1L;

    private final transient StaffDirectory staff;

    StaffUsers(StaffDirectory staff) {
        super(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
        this.staff = staff;
    }

    static User user(Member member) {
        UserEntity user = new UserEntity(member.login());
        user.setFirstName(member.name());
        user.setLastName("");
        user.setEmail(member.email());
        return user;
    }

    @Override
    public long executeCount(CommandContext context) {
        return found().count();
    }

    @Override
    public List<User> executeList(CommandContext context, @Nullable Page page) {
        Stream<Member> found = found();
        if (page != null) {
            found = found.skip(page.getFirstResult()).limit(page.getMaxResults());
        }
        return found.map(StaffUsers::user).toList();
    }

    private Stream<Member> found() {
        return staff.all().stream()
                .filter(member -> getId() == null || member.login().equals(getId()))
                .filter(member -> getIds() == null || Arrays.asList(getIds()).contains(member.login()))
                .filter(member -> getGroupId() == null || member.group().equals(getGroupId()))
                .filter(member -> getEmail() == null || member.email().equals(getEmail()));
    }
}
