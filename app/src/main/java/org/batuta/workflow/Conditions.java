package org.batuta.workflow;

import camundajar.impl.scala.Product;
import camundajar.impl.scala.collection.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.batuta.kernel.PlainText;
import org.batuta.kernel.Refusal;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.Ref;
import org.springframework.stereotype.Component;

/**
 * Conditions that people write in FEEL, the language of the engine's decision tables: yes or no of a few named values.
 * They compare, compute and ask about texts and lists. What repeats, defines or reaches for anything else is refused
 * before it is asked, so that an answer takes no longer than reading the condition (F05).
 */
@Component
public class Conditions {

    private static final String FIELD = "condition";
    private static final int LONGEST = 500;
    private static final int DEEPEST = 5;
    private static final int MOST_SAID = 200;
    private static final Pattern PLACE = Pattern.compile(":1:(\\d+), found \"");

    private static final Set<String> POSSIBLE = Set.of(
            "ConstBool",
            "ConstNumber",
            "ConstString",
            "ConstNull",
            "ConstList",
            "ConstRange",
            "ConstInputValue",
            "ClosedConstRangeBoundary",
            "OpenConstRangeBoundary",
            "Ref",
            "PathExpression",
            "Equal",
            "LessThan",
            "LessOrEqual",
            "GreaterThan",
            "GreaterOrEqual",
            "Conjunction",
            "Disjunction",
            "Not",
            "In",
            "AtLeastOne",
            "UnaryTestExpression",
            "InputEqualTo",
            "InputLessThan",
            "InputLessOrEqual",
            "InputGreaterThan",
            "InputGreaterOrEqual",
            "InputInRange",
            "If",
            "Addition",
            "Subtraction",
            "Multiplication",
            "Division",
            "ArithmeticNegation",
            "FunctionInvocation",
            "PositionalFunctionParameters");

    private static final Set<String> FUNCTIONS = new TreeSet<>(Set.of(
            "contains",
            "count",
            "ends with",
            "list contains",
            "lower case",
            "not",
            "starts with",
            "string length",
            "substring after",
            "substring before",
            "upper case"));

    private final FeelEngineApi feel =
            FeelEngineBuilder.forJava().withEnabledExternalFunctions(false).build();

    /**
     * Whether a condition holds.
     *
     * @param values what it may ask for, by name: texts, numbers, yes or no, nothing, and lists and maps of these
     * @throws Refusal at {@code condition}, when it cannot be read, asks for anything else, or says neither yes nor no
     */
    public boolean holds(String condition, Map<String, Object> values) {
        if (condition.length() > LONGEST || !PlainText.isLine(condition)) {
            throw refused("line", LONGEST);
        }
        if (depth(condition) > DEEPEST) {
            throw refused("deep", DEEPEST);
        }
        ParseResult parsed = feel.parseExpression(condition);
        if (parsed.isFailure()) {
            throw refused("unreadable", place(parsed.failure().message()));
        }
        requirePossible(parsed.parsedExpression().expression(), values.keySet());
        return answer(feel.evaluate(parsed.parsedExpression(), values));
    }

    /** How many brackets stand in each other: what is read takes many times longer with each. */
    private static int depth(String condition) {
        int deepest = 0;
        int depth = 0;
        for (char c : condition.toCharArray()) {
            if ("([{".indexOf(c) >= 0) {
                deepest = Math.max(deepest, ++depth);
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
        }
        return deepest;
    }

    private static int place(String said) {
        Matcher place = PLACE.matcher(said);
        int last = 1;
        while (place.find()) {
            last = Integer.parseInt(place.group(1));
        }
        return last;
    }

    private static void requirePossible(Object part, Set<String> names) {
        if (part instanceof Ref asked && !names.contains(asked.names().head())) {
            throw refused("name", asked.names().head(), String.join(", ", names));
        }
        if (part instanceof FunctionInvocation asked && !FUNCTIONS.contains(asked.function())) {
            throw refused("function", asked.function(), String.join(", ", FUNCTIONS));
        }
        if (part instanceof Product tree) {
            if (part.getClass().getPackage().equals(Exp.class.getPackage())
                    && !POSSIBLE.contains(tree.productPrefix())) {
                throw refused("more", tree.productPrefix());
            }
            Iterator<Object> parts = tree.productIterator();
            while (parts.hasNext()) {
                requirePossible(parts.next(), names);
            }
        }
    }

    private static boolean answer(EvaluationResult result) {
        if (result.isFailure()) {
            throw refused("failed", bounded(result.failure().message()));
        }
        if (result.hasSuppressedFailures()) {
            throw refused("failed", bounded(result.suppressedFailures().head().failureMessage()));
        }
        if (result.result() instanceof Boolean answer) {
            return answer;
        }
        throw refused("answer", bounded(String.valueOf(result.result())));
    }

    private static String bounded(String said) {
        return said.length() <= MOST_SAID ? said : said.substring(0, MOST_SAID) + "...";
    }

    private static Refusal refused(String code, Object... args) {
        return Refusal.at(FIELD, "condition." + code, args);
    }
}
