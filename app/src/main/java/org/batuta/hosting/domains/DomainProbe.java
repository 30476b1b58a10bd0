package org.batuta.hosting.domains;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.batuta.hosting.ServiceType.Place;
import org.batuta.orchestration.ProbeResult;
import org.springframework.stereotype.Component;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Asks every name server of a domain, as any resolver of the world would. */
@Component
class DomainProbe {

    private static final int PORT = 53;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Question(Name name, int type) {

        @Override
        public String toString() {
            return name + " " + Type.string(type);
        }
    }

    /** Whether all of them serve this content under this serial. */
    ProbeResult served(ZoneContent content, long serial, List<Place> places) {
        List<String> evidence = new ArrayList<>();
        boolean seen = !places.isEmpty();
        for (Place place : places) {
            String trouble = trouble(content, serial, place);
            seen &= trouble.isEmpty();
            evidence.add(place.server() + ": " + (trouble.isEmpty() ? "serves serial " + serial : trouble));
        }
        return new ProbeResult(seen, String.join("\n", evidence));
    }

    /** Whether none of them answers for the domain any more. */
    ProbeResult gone(String domain, List<Place> places) {
        List<String> evidence = new ArrayList<>();
        boolean gone = true;
        Name apex = ZoneContent.absolute("@", domain);
        for (Place place : places) {
            try {
                Message answer = ask(place, new Question(apex, Type.SOA));
                boolean serves = hasSoa(answer, apex);
                gone &= !serves && answer.getRcode() != Rcode.SERVFAIL;
                String said = Rcode.string(answer.getRcode());
                evidence.add(place.server() + ": " + (serves ? "still serves the domain" : "answers " + said));
            } catch (IOException e) {
                gone = false;
                evidence.add(place.server() + ": no answer: " + e.getMessage());
            }
        }
        return new ProbeResult(gone, String.join("\n", evidence));
    }

    private static boolean hasSoa(Message answer, Name apex) {
        return answer.getSection(Section.ANSWER).stream()
                .anyMatch(record ->
                        record.getType() == Type.SOA && record.getName().equals(apex));
    }

    private static String trouble(ZoneContent content, long serial, Place place) {
        try {
            Message start = ask(place, new Question(content.apex(), Type.SOA));
            if (start.getRcode() != Rcode.NOERROR || !hasSoa(start, content.apex())) {
                return "answers " + Rcode.string(start.getRcode()) + " and no SOA";
            }
            if (!start.getHeader().getFlag(Flags.AA)) {
                return "does not answer for itself";
            }
            for (Record record : start.getSection(Section.ANSWER)) {
                if (record instanceof SOARecord soa && soa.getSerial() != serial) {
                    return "serves serial " + soa.getSerial() + " instead of " + serial;
                }
            }
            return difference(content, place);
        } catch (IOException e) {
            return "no answer: " + e.getMessage();
        }
    }

    private static String difference(ZoneContent content, Place place) throws IOException {
        for (var wanted : questions(content).entrySet()) {
            Question question = wanted.getKey();
            Message answer = ask(place, question);
            boolean delegation = question.type() == Type.NS && !question.name().equals(content.apex());
            Set<Record> found = answer.getSection(delegation ? Section.AUTHORITY : Section.ANSWER).stream()
                    .filter(record -> record.getType() == question.type()
                            && record.getName().equals(question.name()))
                    .collect(Collectors.toSet());
            if (!found.equals(wanted.getValue())) {
                return "answers " + found.size() + " of " + wanted.getValue().size() + " wanted records for "
                        + question;
            }
        }
        return "";
    }

    private static Map<Question, Set<Record>> questions(ZoneContent content) {
        Map<Question, Set<Record>> questions = new LinkedHashMap<>();
        for (Record record : content.records()) {
            if (!content.isGlue(record)) {
                questions
                        .computeIfAbsent(new Question(record.getName(), record.getType()), key -> new HashSet<>())
                        .add(record);
            }
        }
        return questions;
    }

    private static Message ask(Place place, Question question) throws IOException {
        SimpleResolver resolver = new SimpleResolver(new InetSocketAddress(place.address(), PORT));
        resolver.setTimeout(PATIENCE);
        Message query = Message.newQuery(Record.newRecord(question.name(), question.type(), DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return resolver.send(query);
    }
}
