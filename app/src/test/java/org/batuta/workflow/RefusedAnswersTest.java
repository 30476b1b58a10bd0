package org.batuta.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.util.List;
import org.batuta.BatutaTest;
import org.batuta.Cast;
import org.batuta.Visitor;
import org.batuta.accounts.StaffRole;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An operator's answer, over HTTP, to a task whose next step ({@link Moody}) refuses it or breaks. */
@BatutaTest
class RefusedAnswersTest {

    private static final String PICTURE = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="http://batuta.test">
              <process id="answer" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="begin"/>
                <sequenceFlow id="toDecide" sourceRef="begin" targetRef="decide"/>
                <userTask id="decide" camunda:candidateGroups="operators">
                  <extensionElements>
                    <camunda:formData>
                      <camunda:formField id="choice" type="enum">
                        <camunda:value id="refused" name="Refused"/>
                        <camunda:value id="broken" name="Broken"/>
                      </camunda:formField>
                    </camunda:formData>
                  </extensionElements>
                </userTask>
                <sequenceFlow id="toMoody" sourceRef="decide" targetRef="moody"/>
                <serviceTask id="moody" camunda:delegateExpression="${moody}"/>
              </process>
            </definitions>
            """;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger everything = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    @LocalServerPort
    private int port;

    @Autowired
    private Cast cast;

    @Autowired
    private ProcessEngine engine;

    private String deployment;

    @BeforeEach
    void deployAndListen() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("answer.bpmn", PICTURE)
                .deploy()
                .getId();
        log.start();
        everything.addAppender(log);
    }

    @AfterEach
    void remove() {
        everything.detachAppender(log);
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "none of these"})
    void areToldToWhoAnsweredAndNotLogged(String choice) {
        HttpResponse<String> answer = answers(choice);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("choice: Please choose one of these.")
                .doesNotContain("Refusal");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aFailureOfOursIsLoggedAsOne() {
        assertThat(answers("broken").statusCode()).isEqualTo(500);
        assertThat(complaints()).anySatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage()).contains("broken on purpose");
            assertThat(line.getThrowableProxy()).isNotNull();
        });
    }

    private HttpResponse<String> answers(String choice) {
        Visitor operator = new Visitor(port);
        operator.login(cast.aMemberOfStaff(StaffRole.OPERATOR).login(), Visitor.PASSWORD);
        assertThat(operator.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(200);
        String instance =
                engine.getRuntimeService().startProcessInstanceByKey("answer").getId();
        String task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
        return operator.send(
                "POST",
                "/camunda/api/engine/engine/default/task/" + task + "/submit-form",
                "application/json",
                "{\"variables\": {\"choice\": {\"value\": \"" + choice + "\"}}}");
    }

    /** What the threads that answer calls said is wrong. */
    private List<ILoggingEvent> complaints() {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .filter(line -> line.getThreadName().startsWith("http"))
                .toList();
    }
}
