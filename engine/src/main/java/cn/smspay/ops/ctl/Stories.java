package cn.smspay.ops.ctl;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import cn.smspay.base.text.Masked;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.engine.Instruments;
import cn.smspay.files.billing.SenderIndex;
import cn.smspay.voice.call.CallHistory;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.web.console.EngineView.Actor;
import cn.smspay.web.console.EngineView.StoryStep;
import cn.smspay.web.console.EngineView.StoryView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts together what happened to one person, from the records that are kept anyway. Thread-safe. */
final class Stories {
    static final String UPLINK = "uplink:";
    private static final long LI_PER_YUAN = 1_000;
    private static final long MILLIS = 1_000;
    /** A story that is longer is nobody's to read; what comes first is told. */
    private static final int STEPS_MOST = 2_000;

    private final Instruments instruments;

    Stories(Instruments instruments) {
        this.instruments = instruments;
    }

    /** @throws IllegalArgumentException if it is neither a number nor an uplink */
    Optional<StoryView> of(String whom, @Nullable LocalDate day) {
        if (whom.startsWith(UPLINK)) {
            return uplink(whom.substring(UPLINK.length()));
        }
        var number = Msisdn.read(whom)
                .orElseThrow(() -> new IllegalArgumentException(
                        whom + " is neither a number of eleven digits like 13800000001 nor like uplink:41"))
                .digits();
        var of = day == null ? ServiceDay.date(instruments.now()) : day;
        var charges = new SenderIndex(
                        instruments.store(), instruments.config().data().resolve(SenderIndex.FOLDER))
                .records(number);
        return Optional.of(tell(
                number,
                of,
                charges.stream()
                        .filter(charge ->
                                ServiceDay.date(charge.timing().eventAt()).equals(of))
                        .toList(),
                true));
    }

    private Optional<StoryView> uplink(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("uplink:" + text + " has no number; right would be like uplink:41");
        }
        var charges = new Charges(instruments.store()).ofUplink(new UplinkId(Long.parseLong(text)));
        if (charges.isEmpty()) {
            return Optional.empty();
        }
        var first = charges.get(0);
        return Optional.of(
                tell(first.who().sender(), ServiceDay.date(first.timing().eventAt()), charges, false));
    }

    /** @param whole all of the day, with notices and calls; otherwise only what these messages led to */
    private StoryView tell(String number, LocalDate day, List<ChargeRecord> charges, boolean whole) {
        var steps = new ArrayList<StoryStep>();
        var moved = new LedgerReports(instruments.store())
                .movements(charges.stream()
                        .map(ChargeRecord::transfer)
                        .filter(Objects::nonNull)
                        .map(TransferId::value)
                        .toList());
        long fee = 0;
        for (var charge : charges) {
            fee += charge.fee().amountLi();
            steps.addAll(message(charge, moved));
        }
        var uplinks = charges.stream().map(charge -> charge.uplink().value()).toList();
        var answers = answers(number, day).stream()
                .filter(answer -> whole || (answer.cause() != null && uplinks.contains(answer.cause())))
                .toList();
        answers.forEach(answer -> steps.addAll(answer(answer)));
        var calls = whole ? calls(number, day) : List.<CallRecord>of();
        calls.forEach(call -> steps.addAll(call(call)));
        steps.sort(Comparator.comparing(StoryStep::at));
        return new StoryView(
                Masked.number(number),
                day,
                charges.size(),
                answers.size(),
                calls.size(),
                fee,
                List.copyOf(steps.subList(0, Math.min(steps.size(), STEPS_MOST))));
    }

    private List<StoryStep> message(ChargeRecord charge, Map<Long, LedgerReports.Moved> moved) {
        var steps = new ArrayList<StoryStep>();
        var arrived = charge.timing().eventAt();
        var stored = charge.timing().recordedAt();
        var what = charge.what();
        if (charge.corrects() == null) {
            var said = what.command().isEmpty() ? "*" : what.command() + " *";
            var part = charge.message().parts() > 1
                    ? " (" + charge.message().part() + "/" + charge.message().parts() + ")"
                    : "";
            steps.add(new StoryStep(arrived, Actor.PHONE, Actor.SMSC, said + part, said + part));
            steps.add(step(
                    arrived,
                    Actor.SMSC,
                    Actor.ENGINE,
                    "deliver_sm, " + charge.message().smsc() + ", uplink " + charge.uplink()));
        }
        steps.add(booked(charge));
        if (!what.dialogue().isEmpty()) {
            steps.add(heard(charge));
        }
        var transfer = charge.transfer();
        if (transfer != null && charge.corrects() == null) {
            var movement = moved.get(transfer.value());
            var how = movement == null ? "not in the book" : movement(movement);
            steps.add(new StoryStep(
                    stored,
                    Actor.ENGINE,
                    Actor.BOOK,
                    "transfer " + transfer + ": " + how,
                    "记账" + transfer + "：" + how));
        }
        return steps;
    }

    private StoryStep booked(ChargeRecord charge) {
        var yuan = yuan(charge.fee().amountLi());
        var file = file(charge.number().value());
        return new StoryStep(
                charge.timing().recordedAt(),
                Actor.ENGINE,
                Actor.BOOK,
                "stored, fee " + yuan + " yuan (record " + charge.number()
                        + file.map(s -> ", file " + s).orElse("") + "), "
                        + charge.what().disposition(),
                "入库，计费" + yuan + "元（第" + charge.number() + "条"
                        + file.map(s -> "，文件" + s).orElse("") + "），"
                        + charge.what().disposition());
    }

    private StoryStep heard(ChargeRecord charge) {
        var what = charge.what();
        var stored = charge.timing().recordedAt();
        var at = what.dialogue() + (what.step().isEmpty() ? "" : "." + what.step());
        var place = instruments.place(what.dialogue(), what.step());
        var behind = place.isEmpty() ? "" : ", " + place;
        return new StoryStep(
                stored, Actor.ENGINE, Actor.ENGINE, "dialogue " + at + behind, "对话" + at + behind.replace(", ", "，"));
    }

    private static String movement(LedgerReports.Moved movement) {
        var parts = new StringBuilder(movement.event());
        movement.parts()
                .forEach(part -> parts.append("; ")
                        .append(part.side().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(part.account().replaceAll("[0-9]{7,}", "****"))
                        .append(' ')
                        .append(new Fen(part.amount())));
        return parts.toString();
    }

    private static StoryStep step(Instant at, Actor from, Actor to, String text) {
        return new StoryStep(at, from, to, text, text);
    }

    private static String yuan(long li) {
        return String.format(
                        Locale.ROOT,
                        "%s%d.%03d",
                        li < 0 ? "-" : "",
                        Math.abs(li) / LI_PER_YUAN,
                        Math.abs(li) % LI_PER_YUAN)
                .replaceAll("0$", "");
    }

    private Optional<String> file(long number) {
        return instruments
                .store()
                .read(sql -> sql.createQuery("""
                        select node || '-' || stream || '-' || sequence from billing_file
                        where records > 0 and first_number <= :number and first_number + records > :number""")
                        .bind("number", number)
                        .mapTo(String.class)
                        .findFirst());
    }

    /** An answer as it is told; its text is none of an operator's business. */
    private record ToldAnswer(
            long id,
            String template,
            @Nullable String bind,
            @Nullable Long cause,
            Instant decidedAt,
            String state,
            int segments,
            @Nullable String detail,
            Instant changedAt,
            @Nullable Instant sentAt) {}

    private List<ToldAnswer> answers(String number, LocalDate day) {
        long from = day.atStartOfDay(ServiceDay.ZONE).toInstant().toEpochMilli();
        long to = day.plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant().toEpochMilli();
        var store = instruments.store();
        long first = store.read(sql -> Bisection.firstAt(sql, "downlink", "decided_at", from));
        long last = store.read(sql -> Bisection.firstAt(sql, "downlink", "decided_at", to)) - 1;
        var index = new AnswerIndex(store, instruments.config().data().resolve(AnswerIndex.FOLDER));
        var found = new ArrayList<ToldAnswer>();
        for (var answer : index.between(new Msisdn(number), first, last, STEPS_MOST)) {
            var cause = answer.cause();
            found.add(new ToldAnswer(
                    answer.id().value(),
                    answer.template(),
                    answer.bind(),
                    cause == null ? null : cause.value(),
                    answer.decidedAt(),
                    answer.state().name(),
                    answer.segments(),
                    answer.detail(),
                    answer.changedAt(),
                    store.read(sql ->
                            sentAt(sql, answer.id().value(), answer.decidedAt().toEpochMilli()))));
        }
        Collections.reverse(found);
        return found;
    }

    /** While its receipts are awaited. */
    private static @Nullable Instant sentAt(Handle sql, long answer, long decidedAt) {
        return sql.createQuery("""
                        select min(sent_at) from sent_segment
                        where sent_at between :from and :from + 86400000 and downlink = :answer""")
                .bind("from", decidedAt)
                .bind("answer", answer)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli)
                .orElse(null);
    }

    private static List<StoryStep> answer(ToldAnswer answer) {
        var steps = new ArrayList<StoryStep>();
        var segments = answer.segments() == 0 ? "" : ", " + answer.segments() + " segments";
        steps.add(new StoryStep(
                answer.sentAt() == null ? answer.decidedAt() : answer.sentAt(),
                Actor.ENGINE,
                Actor.SMSC,
                "submit_sm " + answer.id() + ": " + answer.template() + segments,
                "submit_sm " + answer.id() + "：" + answer.template()
                        + (answer.segments() == 0 ? "" : "，" + answer.segments() + "段")));
        var detail = answer.detail() == null || answer.detail().isEmpty() ? "" : " (" + answer.detail() + ")";
        switch (answer.state()) {
            case "DELIVERED" ->
                steps.add(new StoryStep(answer.changedAt(), Actor.SMSC, Actor.PHONE, "delivered", "已送达"));
            case "UNDELIVERED" ->
                steps.add(new StoryStep(
                        answer.changedAt(), Actor.SMSC, Actor.PHONE, "not delivered" + detail, "未送达" + detail));
            case "REFUSED" ->
                steps.add(
                        new StoryStep(answer.changedAt(), Actor.SMSC, Actor.ENGINE, "refused" + detail, "被拒" + detail));
            case "UNKNOWN", "GIVEN_UP" ->
                steps.add(new StoryStep(
                        answer.changedAt(), Actor.ENGINE, Actor.ENGINE, "given up" + detail, "放弃发送" + detail));
            case "QUEUED" ->
                steps.add(new StoryStep(answer.changedAt(), Actor.ENGINE, Actor.ENGINE, "waits to be sent", "等待发送"));
            default -> {
                // Taken by the SMSC; nothing more is known.
            }
        }
        return steps;
    }

    private List<CallRecord> calls(String number, LocalDate day) {
        var calls = new ArrayList<CallRecord>();
        new CallHistory(instruments.store())
                .read(
                        new CallHistory.CallQuery(
                                day.atStartOfDay(ServiceDay.ZONE).toInstant(),
                                day.plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant(),
                                number),
                        calls::add);
        return calls;
    }

    private static List<StoryStep> call(CallRecord call) {
        return List.of(
                new StoryStep(
                        call.startedAt(),
                        Actor.PHONE,
                        Actor.ENGINE,
                        "call to " + call.dialled() + " by " + call.via(),
                        "拨打" + call.dialled() + "，经" + call.via()),
                new StoryStep(
                        call.endedAt(),
                        Actor.ENGINE,
                        Actor.PHONE,
                        "call ended: " + call.result().name().toLowerCase(Locale.ROOT) + ", "
                                + call.durationMillis() / MILLIS + " s, " + call.menuPath(),
                        "通话结束：" + call.result().name().toLowerCase(Locale.ROOT) + "，" + call.durationMillis() / MILLIS
                                + "秒，" + call.menuPath()));
    }
}
