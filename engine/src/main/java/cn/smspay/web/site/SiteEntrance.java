package cn.smspay.web.site;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.entry.Registrations;
import cn.smspay.accounts.life.OneTimeCodes;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.LoginDesk;
import cn.smspay.store.Tx;
import cn.smspay.web.site.SiteService.CodeFor;
import cn.smspay.web.site.SiteService.Question;
import cn.smspay.web.site.SiteService.Reset;
import cn.smspay.web.site.SiteService.SignUp;
import cn.smspay.web.site.SiteService.SiteLogin;
import cn.smspay.web.site.SiteService.Visitor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Who somebody is: he enters, registers, proves himself and chooses passwords. Thread-safe. */
final class SiteEntrance {
    private final Counter counter;
    private final Desks desks;
    private final Accounts accounts;
    private final SiteLane lane;

    SiteEntrance(SiteLane lane, Desks desks) {
        this.desks = desks;
        this.counter = desks.counter();
        this.accounts = counter.accounts();
        this.lane = lane;
    }

    CompletionStage<Reply<Nothing>> sendCode(Visitor from, Msisdn to, CodeFor purpose) {
        return desks.logins()
                .sendCode(SiteLane.caller("visitor", from), to, OneTimeCodes.Purpose.valueOf(purpose.name()));
    }

    CompletionStage<Reply<SiteLogin>> login(Visitor from, String name, Secret password) {
        return SiteLane.then(desks.logins().enter(SiteLane.caller("visitor", from), name, password), this::in);
    }

    private CompletionStage<Reply<SiteLogin>> in(LoginDesk.Entered entered) {
        return lane.after(entered.who(), tx -> new SiteLogin(member(tx, entered.who()), entered.mustChange()));
    }

    CompletionStage<Reply<SiteLogin>> present(String session) {
        return desks.sessions().customer(session, (tx, it) -> new SiteLogin(member(tx, it.who()), it.mustChange()));
    }

    private Member member(Tx tx, SubscriptionId who) {
        var subscription = accounts.subscribers().get(tx, who);
        return new Member(
                who, subscription.msisdn().digits(), subscription.phone().phoneStatus() == PhoneStatus.CANCELLED);
    }

    CompletionStage<Reply<SiteLogin>> register(Visitor from, String word, SignUp wanted) {
        var caller = SiteLane.caller("newcomer", from);
        var key = SiteLane.key(
                caller,
                word,
                wanted.number(),
                wanted.code(),
                wanted.login(),
                wanted.pay(),
                wanted.question(),
                wanted.answer(),
                wanted.alias());
        return SiteLane.then(desks.logins().register(caller, key, form(wanted)), this::in);
    }

    private static Registrations.Form form(SignUp wanted) {
        return new Registrations.Form(
                wanted.number(),
                wanted.code(),
                wanted.agreement(),
                wanted.login(),
                wanted.pay(),
                Questions.of(wanted.question()),
                wanted.answer(),
                wanted.alias());
    }

    CompletionStage<Reply<Nothing>> changeLogin(Member who, Visitor from, String word, Secret old, Secret chosen) {
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .changeLogin(
                        caller,
                        SiteLane.key(caller, word, "login", old, chosen),
                        SiteLane.subject(who),
                        old,
                        chosen,
                        from.session());
    }

    CompletionStage<Reply<Nothing>> changePay(Member who, Visitor from, String word, Secret old, Secret chosen) {
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .changePay(
                        caller,
                        SiteLane.key(caller, word, "pay", old, chosen),
                        SiteLane.subject(who),
                        old,
                        chosen,
                        from.session());
    }

    List<Integer> questions() {
        return Questions.ALL;
    }

    CompletionStage<Reply<Question>> question(Visitor from, Msisdn number) {
        return lane.read(
                number,
                tx -> Reply.done(new Question(accounts.subscribers()
                        .find(tx, number)
                        .flatMap(it -> Optional.ofNullable(it.account()))
                        .flatMap(no -> accounts.entrance().answers().question(tx, no))
                        .map(Questions::number)
                        .orElseGet(() -> made(number)))));
    }

    /** Always the same for a number, so that asking twice tells nothing. */
    private int made(Msisdn number) {
        var hash = counter.parts().vault().keyedHash(new Secret(number.digits()), "question");
        return 1 + Character.digit(hash.charAt(0), 16) * Questions.ALL.size() / 16;
    }

    CompletionStage<Reply<Nothing>> resetLogin(Visitor from, String word, Reset wanted) {
        var caller = SiteLane.caller("visitor", from);
        return desks.logins()
                .resetLogin(
                        caller,
                        key(caller, word, wanted),
                        wanted.number(),
                        wanted.code(),
                        answer(wanted),
                        wanted.chosen());
    }

    CompletionStage<Reply<Nothing>> resetPay(Member who, Visitor from, String word, Reset wanted) {
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .resetPay(
                        caller,
                        key(caller, word, wanted),
                        SiteLane.subject(who),
                        wanted.code(),
                        answer(wanted),
                        wanted.chosen());
    }

    private static Key key(Caller caller, String word, Reset wanted) {
        return SiteLane.key(caller, word, wanted.number(), wanted.code(), wanted.answer(), wanted.chosen());
    }

    private static Optional<Secret> answer(Reset wanted) {
        return Optional.of(wanted.answer()).filter(it -> !it.reveal().isEmpty());
    }

    CompletionStage<Reply<Nothing>> setQuestion(
            Member who, Visitor from, String word, int question, Secret answer, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.logins()
                .chooseQuestion(
                        caller,
                        SiteLane.key(caller, word, question, answer, pay),
                        SiteLane.subject(who),
                        pay,
                        Questions.of(question),
                        answer);
    }

    CompletionStage<Reply<Nothing>> setAlias(Member who, Visitor from, String word, String alias) {
        var caller = SiteLane.caller(who, from);
        return desks.logins().chooseAlias(caller, SiteLane.key(caller, word, alias), SiteLane.subject(who), alias);
    }
}
