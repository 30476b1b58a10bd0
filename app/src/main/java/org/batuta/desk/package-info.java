/** The frame of the staff's pages: menu and first page. The pages themselves lie with the modules they are about. */
@NullMarked
@ApplicationModule(allowedDependencies = {"accounts", "kernel", "orchestration", "workflow"})
package org.batuta.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
