package org.batuta.workflow;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.batuta.kernel.Refusal;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.form.FormField;
import org.camunda.bpm.engine.form.TaskFormData;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.form.handler.TaskFormHandler;
import org.camunda.bpm.engine.impl.form.type.EnumFormType;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * The form of a task as its picture declares it ({@code camunda:formData}): takes a value of the declared type for each
 * field, refuses the rest, and forgets what was answered there an earlier time.
 */
class AskedForm implements TaskFormHandler {

    private final TaskFormHandler form;

    AskedForm(TaskFormHandler form) {
        this.form = form;
    }

    @Override
    public void parseConfiguration(
            Element element, DeploymentEntity deployment, ProcessDefinitionEntity process, BpmnParse parse) {
        form.parseConfiguration(element, deployment, process, parse);
    }

    @Override
    public TaskFormData createTaskForm(TaskEntity task) {
        return form.createTaskForm(task);
    }

    @Override
    public void submitFormVariables(VariableMap sent, VariableScope task) {
        List<FormField> fields = createTaskForm((TaskEntity) task).getFormFields();
        VariableMap answers = Variables.createVariables();
        fields.forEach(field -> answers.putValue(field.getId(), null));
        answers.putAll(sent);
        check(fields, answers);
        form.submitFormVariables(answers, task);
    }

    private static void check(List<FormField> fields, VariableMap answers) {
        Refusal.Collector problems = new Refusal.Collector();
        Set<String> asked = fields.stream().map(FormField::getId).collect(Collectors.toCollection(TreeSet::new));
        problems.require(asked.containsAll(answers.keySet()), "", "not-asked", asked.size(), String.join(", ", asked));
        for (FormField field : fields) {
            check(field, plain(answers.getValueTyped(field.getId())), problems);
        }
        problems.refuseIfAny();
    }

    private static void check(FormField field, @Nullable Object answer, Refusal.Collector problems) {
        if (answer == null) {
            problems.require(constraint(field, "required") == null, field.getId(), "missing");
            return;
        }
        switch (field.getTypeName()) {
            case "enum" -> problems.require(choices(field).containsKey(answer), field.getId(), "choice");
            case "boolean" -> problems.require(answer instanceof Boolean, field.getId(), "choice");
            case "string" -> {
                int longest = Integer.parseInt(String.valueOf(constraint(field, "maxlength")));
                boolean fits = answer instanceof String text && text.length() <= longest;
                problems.require(fits, field.getId(), "answer.length", longest);
            }
            default -> throw new IllegalStateException("no task takes an answer of type " + field.getTypeName());
        }
    }

    /** What is no plain value is not opened: it is what it claims to be only once it is read. */
    private static @Nullable Object plain(TypedValue value) {
        return value instanceof SerializableValue ? value : value.getValue();
    }

    private static Map<String, String> choices(FormField field) {
        return ((EnumFormType) field.getType()).getValues();
    }

    private static @Nullable Object constraint(FormField field, String name) {
        return field.getValidationConstraints().stream()
                .filter(constraint -> constraint.getName().equals(name))
                .map(constraint -> constraint.getConfiguration() == null ? name : constraint.getConfiguration())
                .findFirst()
                .orElse(null);
    }
}
