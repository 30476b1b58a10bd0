package org.batuta.hosting;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.batuta.kernel.Like;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How requests went that have ended: how many, how long they took, and how much of that they waited for a person. All
 * of it is counted from the requests and their timelines when it is read; each question is one statement.
 */
@Component
@PreAuthorize("hasAuthority('SEE_OPERATIONS')")
@Transactional(readOnly = true)
public class Finished {

    /** So many rows of a long list are in memory at a time. */
    private static final int FETCHED = 1_000;

    /** How long the time is, a month or all the years, decides how it is best read: it is not bound, but said. */
    private static final String ENDED = """
            with ended as %s (
                select r.id, r.account_id, r.verb, r.state, r.asked_at as asked, r.ended_at as ended, s.type,
                    s.name as service, date_part('epoch', r.ended_at - r.asked_at) as took
                from request r join service s on s.id = r.service_id
                where r.ended_at >= '%s' and r.ended_at < '%s' %s),
            waits as (
                select line.request_id, count(*) as calls,
                    sum(date_part('epoch', coalesce(next.at, ended.ended) - line.at)) as waited
                from ended join request_event line on line.request_id = ended.id and line.kind in (%s)
                left join lateral (
                    select n.at from request_event n where n.request_id = line.request_id
                    and (n.at, n.id) > (line.at, line.id) order by n.at, n.id limit 1) next on true
                group by line.request_id)
            """;

    private static final String SUMS = """
            select type, verb, count(*) as ended,
                count(*) filter (where state = 'DONE') as done,
                count(*) filter (where state = 'UNDONE') as undone,
                count(*) filter (where state = 'NOT_UNDONE') as not_undone,
                count(*) filter (where state = 'CANCELLED') as cancelled,
                count(*) filter (where state = 'SUPERSEDED') as superseded,
                percentile_cont(0.5) within group (order by took) as median,
                percentile_cont(0.9) within group (order by took) as most,
                max(took) as longest, sum(took) as took, coalesce(sum(waited), 0) as waited,
                count(calls) as by_people
            from ended left join waits on request_id = id group by type, verb order by type, verb""";

    private static final String LIST = """
            select ended.*, a.name as account, a.number, coalesce(calls, 0) as calls, coalesce(waited, 0) as waited,
                (select coalesce(max(attempts), 0) from operation o where o.request_id = ended.id) as tries
            from ended join account a on a.id = account_id left join waits on request_id = ended.id
            order by ended.ended desc, ended.id desc""";

    private static final String PAGE = " order by r.ended_at desc, r.id desc limit :most offset :skipped";

    private static final String AFTER =
            " and (r.ended_at, r.id) < (select last.ended_at, last.id from request last where last.id = :after)";

    private static final String PORTION = " order by r.ended_at desc, r.id desc limit :most";

    private static final String OF_ACCOUNT = " and r.account_id in (select a.id from account a"
            + " where a.number::text = :number or lower(a.name) like :name escape '\\')";

    private static final String WAITS_FOR_A_PERSON =
            Timeline.WAITS_FOR_A_PERSON.stream().sorted().map("'%s'"::formatted).collect(Collectors.joining(", "));

    private final NamedParameterJdbcTemplate sql;

    Finished(DataSource database) {
        JdbcTemplate template = new JdbcTemplate(database);
        template.setFetchSize(FETCHED);
        sql = new NamedParameterJdbcTemplate(template);
    }

    /**
     * Which requests are looked at; what is null or empty does not matter.
     *
     * @param since ended at or after this instant
     * @param before ended before this instant
     * @param account the number of the account, or how its name begins, in any case
     */
    public record Wanted(
            Instant since, Instant before, @Nullable String type, Request.@Nullable Verb verb, String account) {}

    /**
     * How the requests of one verb for one type of service went; all times in seconds, from asking to the end.
     *
     * @param median half of them took no longer
     * @param most nine of ten took no longer
     * @param took all of them together
     * @param waited how much of that they waited for a person
     * @param byPeople how many waited for a person at all
     */
    public record Sum(
            String type,
            Request.Verb verb,
            long ended,
            long done,
            long undone,
            long notUndone,
            long cancelled,
            long superseded,
            double median,
            double most,
            double longest,
            double took,
            double waited,
            long byPeople) {

        /** How much of the time they waited for a person, in percent. */
        public long percentWaited() {
            return took == 0 ? 0 : Math.round(waited * 100 / took);
        }
    }

    /**
     * One request that has ended; all times in seconds.
     *
     * @param took from asking to the end
     * @param calls how often a person was wanted
     * @param waited how long it waited for that
     * @param tries how often the operation was tried that was tried most; 0 if nothing of it ever began
     */
    public record One(
            UUID id,
            String service,
            String type,
            Request.Verb verb,
            Request.State state,
            UUID accountId,
            String account,
            long number,
            Instant asked,
            Instant ended,
            double took,
            long calls,
            double waited,
            int tries) {}

    /** How they went, by type and verb; the counts together are the length of the list. */
    public List<Sum> sums(Wanted wanted) {
        return sql.query(
                statement("not materialized", wanted, "", SUMS),
                values(wanted),
                new SimplePropertyRowMapper<>(Sum.class));
    }

    /** A page of them, the newest end first. */
    public List<One> page(Wanted wanted, Pageable page) {
        Map<String, Object> values = values(wanted);
        values.put("most", page.getPageSize());
        values.put("skipped", page.getOffset());
        return sql.query(list(wanted, PAGE), values, new SimplePropertyRowMapper<>(One.class));
    }

    /**
     * The next of them, the newest end first.
     *
     * @param after the last one that was seen already; null for the first ones
     */
    public List<One> portion(Wanted wanted, @Nullable UUID after, int most) {
        Map<String, Object> values = values(wanted);
        values.put("most", most);
        values.put("after", after);
        return sql.query(
                list(wanted, after == null ? PORTION : AFTER + PORTION),
                values,
                new SimplePropertyRowMapper<>(One.class));
    }

    /** Hands each of them on, the newest end first, without holding all of them. */
    public void each(Wanted wanted, Consumer<One> reader) {
        SimplePropertyRowMapper<One> row = new SimplePropertyRowMapper<>(One.class);
        RowCallbackHandler one = each -> reader.accept(row.mapRow(each, 0));
        sql.query(list(wanted, ""), values(wanted), one);
    }

    private static String list(Wanted wanted, String page) {
        return statement("materialized", wanted, page, LIST);
    }

    private static String statement(String how, Wanted wanted, String page, String question) {
        String conditions = (wanted.type() == null ? "" : " and s.type = :type")
                + (wanted.verb() == null ? "" : " and r.verb = :verb")
                + (wanted.account().isBlank() ? "" : OF_ACCOUNT);
        return ENDED.formatted(how, wanted.since(), wanted.before(), conditions + page, WAITS_FOR_A_PERSON) + question;
    }

    private static Map<String, Object> values(Wanted wanted) {
        Map<String, Object> values = new HashMap<>();
        values.put("type", wanted.type());
        values.put("verb", wanted.verb() == null ? null : wanted.verb().name());
        String account = wanted.account().strip();
        values.put("number", account);
        values.put("name", Like.escaped(account).toLowerCase(Locale.ROOT) + "%");
        return values;
    }
}
