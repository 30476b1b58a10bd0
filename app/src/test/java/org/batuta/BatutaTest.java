package org.batuta;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the running application: real HTTP on a random port ({@code @LocalServerPort}), a real PostgreSQL,
 * the engine with its job executor. All these tests share one application, so none of them may need its own beans or
 * settings, and each works on accounts, persons and names of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureObservability(tracing = false)
@Import(TestBeans.class)
@ContextConfiguration(initializers = {OneDatabase.class, PostOffice.class, World.class, FirstDay.class})
@ExtendWith(Chromium.ClosesPages.class)
public @interface BatutaTest {}
