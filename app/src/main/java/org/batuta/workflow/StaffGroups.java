package org.batuta.workflow;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.batuta.workflow.StaffDirectory.Member;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.jspecify.annotations.Nullable;

/** The engine's question for groups: there are three, and everybody of the staff is in one of them. */
class StaffGroups extends GroupQueryImpl {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> NAMES = names();

    private final transient StaffDirectory staff;

    StaffGroups(StaffDirectory staff) {
        super(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
        this.staff = staff;
    }

    @Override
    public long executeCount(CommandContext context) {
        return found().count();
    }

    @Override
    public List<Group> executeList(CommandContext context, @Nullable Page page) {
        return found().map(StaffGroups::group).toList();
    }

    private Stream<String> found() {
        return NAMES.keySet().stream()
                .filter(id -> getId() == null || id.equals(getId()))
                .filter(id -> getIds() == null || Arrays.asList(getIds()).contains(id))
                .filter(id -> getUserId() == null || isIn(id));
    }

    private boolean isIn(String group) {
        return staff.find(getUserId()).map(Member::group).filter(group::equals).isPresent();
    }

    private static Group group(String id) {
        GroupEntity group = new GroupEntity(id);
        group.setName(NAMES.get(id));
        group.setType("BATUTA");
        return group;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(PinnedSettings.ADMINISTRATORS, "Administrators");
        names.put(Grants.OPERATORS, "Operators");
        names.put(Grants.MANAGERS, "Managers");
        return names;
    }
}
