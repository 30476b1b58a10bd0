package org.batuta.accounts.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;
import org.batuta.accounts.Person;
import org.batuta.accounts.Role;
import org.batuta.accounts.Team;
import org.batuta.frame.Calls;
import org.batuta.frame.Link;
import org.batuta.frame.Listing;
import org.batuta.frame.Portion;
import org.batuta.frame.Sent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who belongs to an account and who is invited, for programs of those who keep its team. */
@RestController
@RequestMapping(Link.ROOT + "/accounts/{id}")
class TeamCalls {

    private final Team team;

    TeamCalls(Team team) {
        this.team = team;
    }

    /**
     * Somebody who belongs to an account.
     *
     * @param shutOut whether the provider lets this person in nowhere
     * @param used when a login of this person was last used; null for never
     */
    record Member(
            Link url,
            UUID id,
            String login,
            String name,
            String email,
            Role role,
            boolean shutOut,
            boolean secondFactor,
            @Nullable Instant used) {

        static Member of(UUID account, Team.Member member) {
            Person person = member.person();
            return new Member(
                    new Link("accounts/" + account + "/people", person.id()),
                    person.id(),
                    person.login(),
                    person.name(),
                    person.email(),
                    member.role(),
                    person.isDisabled(),
                    member.secondFactor(),
                    member.used());
        }
    }

    /**
     * An invitation that waits for its answer.
     *
     * @param by the name of who invited
     * @param expires from when on it opens nothing
     */
    record Invitation(Link url, UUID id, String email, Role role, String by, Instant expires) {

        static Invitation of(UUID account, Team.Waiting waiting) {
            return new Invitation(
                    new Link("accounts/" + account + "/invitations", waiting.id()),
                    waiting.id(),
                    waiting.email(),
                    waiting.role(),
                    waiting.by(),
                    waiting.expires());
        }
    }

    /** What a program sends that invites somebody. */
    record InvitationAsked(@NotNull String email, @NotNull Role role) implements Sent {}

    /** What a program sends that gives somebody another role. */
    record RoleAsked(@NotNull Role role) implements Sent {}

    /** Who belongs to the account, in the order in which they were first entered. */
    @GetMapping("/people")
    @Calls(value = Team.class, method = "of")
    Listing<Member> people(@PathVariable UUID id, Portion portion) {
        return portion.ofAll(team.of(id), member -> member.person().id(), member -> Member.of(id, member));
    }

    @GetMapping("/people/{personId}")
    @Calls(value = Team.class, method = "member")
    Member person(@PathVariable UUID id, @PathVariable UUID personId) {
        return Member.of(id, team.member(id, personId));
    }

    /** Gives somebody who belongs to the account another role there, and ends the person's present logins. */
    @PutMapping("/people/{personId}/role")
    @Calls(value = Team.class, method = "changeRole")
    Member changeRole(@PathVariable UUID id, @PathVariable UUID personId, @Valid @RequestBody RoleAsked asked) {
        team.changeRole(id, personId, asked.role());
        return person(id, personId);
    }

    /** Takes somebody out of the account, with the logins and tokens for it. */
    @DeleteMapping("/people/{personId}")
    @Calls(value = Team.class, method = "takeOut")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeOut(@PathVariable UUID id, @PathVariable UUID personId) {
        team.takeOut(id, personId);
    }

    /** Those that wait for an answer, the oldest first. */
    @GetMapping("/invitations")
    @Calls(value = Team.class, method = "invitations")
    Listing<Invitation> invitations(@PathVariable UUID id, Portion portion) {
        return portion.ofAll(team.invitations(id), Team.Waiting::id, waiting -> Invitation.of(id, waiting));
    }

    /** Asks by letter whoever reads this address; an earlier invitation there is void from now on. */
    @PostMapping("/invitations")
    @Calls(value = Team.class, method = "invite")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Invitation> invite(@PathVariable UUID id, @Valid @RequestBody InvitationAsked asked) {
        Invitation made = Invitation.of(id, team.invite(id, asked.email().strip(), asked.role()));
        return ResponseEntity.created(made.url().uri()).body(made);
    }

    /** Takes one back: its link opens nothing from now on. */
    @DeleteMapping("/invitations/{invitationId}")
    @Calls(value = Team.class, method = "withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable UUID id, @PathVariable UUID invitationId) {
        team.withdraw(id, invitationId);
    }
}
