package org.batuta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.batuta.workflow.WaitingTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFormData;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFormField;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaValue;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** The pictures, the forms and the code fit together, both ways. */
class WiringTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String EMBEDDED = "embedded:deployment:";

    /** A variable that a form makes of what was typed, and its type. */
    private static final Pattern CREATED = Pattern.compile("createVariable\\(\\{ name: '(\\w+)', type: '(\\w+)'");

    private static final Pattern DUE =
            Pattern.compile("\\$\\{dateTime\\(\\)\\.plusMinutes\\((urgentMinutes|ordinaryMinutes)\\)\\.toDate\\(\\)}");

    private static final Map<String, String> SENT_AS =
            Map.of("enum", "String", "string", "String", "boolean", "Boolean");

    private final List<Path> pictures = files("processes", ".bpmn");
    private final Set<String> forms = names(files("forms", ""));
    private final Set<String> decisions = names(files("processes", ".dmn"));

    @Test
    void everyFileHasANameOfItsOwn() {
        List<String> all = Stream.of(files("processes", ""), files("forms", ""))
                .flatMap(Collection::stream)
                .map(file -> file.getFileName().toString())
                .toList();
        assertThat(all).isNotEmpty().doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> aPictureIsNamedAndExplained() {
        return each((file, model) -> {
            Process process = only(model);
            assertThat(file.getFileName()).hasToString(process.getId() + ".bpmn");
            assertThat(process.getName()).isNotBlank();
            assertThat(process.getDocumentations()).isNotEmpty();
            assertThat(process.getCamundaHistoryTimeToLiveString()).isNotBlank();
            assertThat(process.isExecutable()).isTrue();
        });
    }

    @TestFactory
    Stream<DynamicTest> aPictureShowsEveryElement() {
        return each((file, model) -> {
            Set<String> shown = new TreeSet<>();
            all(model, BpmnShape.class)
                    .forEach(shape -> shown.add(shape.getBpmnElement().getId()));
            all(model, BpmnEdge.class)
                    .forEach(edge -> shown.add(edge.getBpmnElement().getId()));
            assertThat(shown).containsAll(ids(all(model, FlowElement.class)));
        });
    }

    @TestFactory
    Stream<DynamicTest> aStepIsCalledLikeTheCodeThatDoesIt() {
        return each((file, model) -> all(model, ServiceTask.class).forEach(task -> {
            assertThat(task.getCamundaDelegateExpression()).isEqualTo("${" + bean(task.getId()) + "}");
            assertThat(beans(JavaDelegate.class, WaitingTask.class)).contains(bean(task.getId()));
            assertThat(task.getCamundaClass()).isNull();
            assertThat(task.getCamundaExpression()).isNull();
        }));
    }

    @Test
    void noCodeIsWithoutAStep() {
        Set<String> drawn = new TreeSet<>();
        for (Path picture : pictures) {
            BpmnModelInstance model = read(picture);
            all(model, ServiceTask.class).forEach(task -> drawn.add(bean(task.getId())));
            all(model, CamundaTaskListener.class)
                    .forEach(listener ->
                            drawn.add(listener.getCamundaDelegateExpression().replaceAll("[${}]", "")));
        }
        assertThat(beans(JavaDelegate.class, WaitingTask.class, TaskListener.class))
                .isEqualTo(drawn);
    }

    @TestFactory
    Stream<DynamicTest> aPersonIsAskedWithAFormAReasonAndADate() {
        return each((file, model) -> all(model, UserTask.class).forEach(task -> {
            // who may not manage servers is not asked whether a machine is one of ours
            assertThat(task.getCamundaCandidateGroups())
                    .isEqualTo(
                            task.getId().endsWith("HostKeys") || task.getId().endsWith("HostKey")
                                    ? "camunda-admin"
                                    : "camunda-admin,operators");
            assertThat(task.getDocumentations()).isNotEmpty();
            assertThat(task.getCamundaFormKey()).startsWith(EMBEDDED);
            assertThat(forms).contains(task.getCamundaFormKey().substring(EMBEDDED.length()));
        }));
    }

    @Test
    void k13EveryFormLeadsToWhereItsTaskIsHandedOn() {
        assertThat(files("forms", ".html"))
                .isNotEmpty()
                .allSatisfy(form -> assertThat(Files.readString(form))
                        .contains("<a ng-href=\"/desk/tasks/{{task}}/hand\">", "$scope.task = camForm.taskId;"));
    }

    /** The date and the timer are the same setting; the timer interrupts nothing, comes once a day, and ends. */
    @TestFactory
    Stream<DynamicTest> k13ATaskIsDueAsASettingSaysAndEscalatedThen() {
        return each((file, model) -> all(model, UserTask.class).forEach(task -> {
            Matcher due = DUE.matcher(task.getCamundaDueDate());
            assertThat(due.matches()).as(task.getCamundaDueDate()).isTrue();
            BoundaryEvent overdue = model.getModelElementById(task.getId() + "_overdue");
            assertThat(overdue.getAttachedTo()).isEqualTo(task);
            assertThat(overdue.cancelActivity()).isFalse();
            TimerEventDefinition timer = (TimerEventDefinition)
                    overdue.getEventDefinitions().iterator().next();
            assertThat(timer.getTimeCycle().getTextContent())
                    .isEqualTo("R14/${dateTime().plusMinutes(" + due.group(1) + ")}/P1D");
            assertThat(overdue.getSucceedingNodes().singleResult().getId()).isEqualTo("escalateTask");
        }));
    }

    @TestFactory
    Stream<DynamicTest> aFormSendsWhatItsPictureAsksForAndNothingElse() {
        return each((file, model) -> all(model, UserTask.class).forEach(task -> {
            String form = task.getCamundaFormKey().substring(EMBEDDED.length());
            Set<String> sent = CREATED.matcher(text(form))
                    .results()
                    .map(created -> created.group(1) + " " + created.group(2))
                    .collect(Collectors.toSet());
            List<CamundaFormField> asked = fields(task);
            assertThat(sent)
                    .as(form)
                    .isNotEmpty()
                    .isEqualTo(asked.stream()
                            .map(field -> field.getCamundaId() + " " + SENT_AS.get(field.getCamundaType()))
                            .collect(Collectors.toSet()));
            asked.stream()
                    .filter(field -> field.getCamundaType().equals("enum"))
                    .forEach(field -> assertThat(offered(form, field)).isEqualTo(values(field)));
            assertThat(asked)
                    .filteredOn(field -> field.getCamundaType().equals("string"))
                    .allMatch(field -> field.getCamundaValidation().getCamundaConstraints().stream()
                            .anyMatch(constraint -> constraint.getCamundaName().equals("maxlength")));
        }));
    }

    @TestFactory
    Stream<DynamicTest> whoWakesAWaitingTaskDoesNotDoWhatComesAfter() {
        Set<String> waiting = beans(WaitingTask.class);
        return each((file, model) -> all(model, ServiceTask.class).stream()
                .filter(task -> waiting.contains(bean(task.getId())))
                .forEach(task ->
                        assertThat(task.isCamundaAsyncAfter()).as(task.getId()).isTrue()));
    }

    @TestFactory
    Stream<DynamicTest> aBoundaryTimerStandsOnlyWhereSomethingWaits() {
        Set<String> waiting = beans(WaitingTask.class);
        return each((file, model) -> all(model, BoundaryEvent.class).stream()
                .filter(event -> event.getEventDefinitions().iterator().next() instanceof TimerEventDefinition)
                .forEach(event -> assertThat(event.getAttachedTo())
                        .satisfiesAnyOf(
                                host -> assertThat(host).isInstanceOf(UserTask.class),
                                host -> assertThat(waiting).contains(bean(host.getId())))));
    }

    @TestFactory
    Stream<DynamicTest> aCallerHasABranchForEveryErrorOfWhatItCalls() {
        return each((file, model) -> all(model, CallActivity.class).forEach(call -> {
            Path called = picture(call.getCalledElement());
            boolean undo = call.getId().matches(".*_(undo|resume|remove)");
            assertThat(caught(model, call)).containsAll(raised(read(called), undo));
        }));
    }

    @TestFactory
    Stream<DynamicTest> nothingIsProgrammedInAPicture() {
        return each((file, model) -> {
            assertThat(all(model, ScriptTask.class)).isEmpty();
            assertThat(Files.readString(file)).doesNotContain("camunda:script", "camunda:class=", "scriptFormat");
            all(model, BusinessRuleTask.class)
                    .forEach(rule -> assertThat(decisions).contains(rule.getCamundaDecisionRef() + ".dmn"));
            all(model, SequenceFlow.class).stream()
                    .filter(flow -> flow.getConditionExpression() != null)
                    .forEach(flow -> assertThat(flow.getConditionExpression().getTextContent())
                            .doesNotContain("("));
        });
    }

    /** An undo or a deletion is never aborted, revised or given up by rule; only these can be impossible. */
    private static Set<String> raised(BpmnModelInstance called, boolean undo) {
        return all(called, EndEvent.class).stream()
                .flatMap(end -> end.getEventDefinitions().stream())
                .filter(ErrorEventDefinition.class::isInstance)
                .map(error -> ((ErrorEventDefinition) error).getError().getErrorCode())
                .filter(code -> code.equals("notUndone") == undo)
                .collect(Collectors.toSet());
    }

    private static List<CamundaFormField> fields(UserTask task) {
        return task.getExtensionElements().getElementsQuery().filterByType(CamundaFormData.class).list().stream()
                .flatMap(data -> data.getCamundaFormFields().stream())
                .toList();
    }

    private static Set<String> values(CamundaFormField field) {
        return field.getCamundaValues().stream().map(CamundaValue::getCamundaId).collect(Collectors.toSet());
    }

    private static Set<String> offered(String form, CamundaFormField field) {
        return Pattern.compile("name=\"" + field.getCamundaId() + "\" value=\"(\\w+)\"")
                .matcher(text(form))
                .results()
                .map(radio -> radio.group(1))
                .collect(Collectors.toSet());
    }

    private static String text(String form) {
        try {
            return Files.readString(files("forms", form).get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path picture(String process) {
        return pictures.stream()
                .filter(file -> file.endsWith(process + ".bpmn"))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> caught(BpmnModelInstance model, CallActivity call) {
        return all(model, BoundaryEvent.class).stream()
                .filter(event -> event.getAttachedTo().equals(call))
                .map(event -> event.getEventDefinitions().iterator().next())
                .filter(ErrorEventDefinition.class::isInstance)
                .map(error -> ((ErrorEventDefinition) error).getError().getErrorCode())
                .collect(Collectors.toSet());
    }

    private interface Look {
        void at(Path file, BpmnModelInstance model) throws IOException;
    }

    private Stream<DynamicTest> each(Look look) {
        assertThat(pictures).isNotEmpty();
        return pictures.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> look.at(file, read(file))));
    }

    private static Process only(BpmnModelInstance model) {
        Collection<Process> processes = all(model, Process.class);
        assertThat(processes).hasSize(1);
        return processes.iterator().next();
    }

    private static <T extends ModelElementInstance> Collection<T> all(BpmnModelInstance model, Class<T> type) {
        return model.getModelElementsByType(type);
    }

    private static List<String> ids(Collection<FlowElement> elements) {
        return elements.stream().map(FlowElement::getId).toList();
    }

    private static String bean(String taskId) {
        return taskId.replaceFirst("_.*", "");
    }

    private static BpmnModelInstance read(Path file) {
        return Bpmn.readModelFromFile(file.toFile());
    }

    private static Set<String> beans(Class<?>... types) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        for (Class<?> type : types) {
            scan.addIncludeFilter(new AssignableTypeFilter(type));
        }
        return scan.findCandidateComponents("org.batuta").stream()
                .map(found -> found.getBeanClassName())
                .filter(name -> name != null && name.contains(".process."))
                .map(name -> StringUtils.uncapitalize(ClassUtils.getShortName(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }

    private static List<Path> files(String folder, String suffix) {
        try (Stream<Path> walk = Files.walk(ROOT.resolve(folder))) {
            return new ArrayList<>(walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
