package org.batuta.workflow;

import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** What a node does with the engine before anybody can reach it; every step may be repeated. */
@Component
class SetUp implements SmartInitializingSingleton {

    private final DataSource dataSource;
    private final Deployments deployments;
    private final Grants grants;
    private final Filters filters;
    private final Timetable timetable;

    SetUp(DataSource dataSource, Deployments deployments, Grants grants, Filters filters, Timetable timetable) {
        this.dataSource = dataSource;
        this.deployments = deployments;
        this.grants = grants;
        this.filters = filters;
        this.timetable = timetable;
    }

    @Override
    public void afterSingletonsInstantiated() {
        try (StartLock alone = StartLock.take(dataSource)) {
            deployments.deployRelease();
            grants.write();
            filters.write();
            timetable.keep();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the pictures of this release", e);
        }
    }
}
