package cn.smspay.sms;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Alphabet;
import cn.smspay.base.text.Segmenter;
import cn.smspay.books.charge.Tariffs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How short messages are taken and answered.
 *
 * @param services the service numbers that this engine answers for
 * @param codings what data_coding means, by bind; the usual where a bind is not named
 * @param retryHorizon how long an SMSC may deliver an unanswered message again
 * @param partsFor how long the parts of a long message wait for each other
 * @param tariffs what an uplink costs
 * @param chargeParts whether each part of a long message is charged (D-06); otherwise only its first
 * @param helpPerHour answers to unknown text in an hour and number (D-25)
 * @param uplinksPerMinute messages that a number may send in a minute and still be heard
 * @param joining how long answers are cut
 * @param receipts which answers ask for a delivery receipt
 * @param sendTries how often an answer is sent that the SMSC never acknowledges
 * @param resendAfter how long to wait before sending it again
 * @param outboxInMemory answers waiting in memory; more stay in the database only
 * @param responseTimes how long an SMSC waits for our answer before it puts a message back, by bind; {@link #RESPONSE_TIME}
 *     where a bind is not named
 * @param outboxPatience an answer that waits longer without a chance makes the engine unwell
 */
public record SmsSettings(
        Set<ServiceNumber> services,
        Map<String, DataCodings> codings,
        Duration retryHorizon,
        Duration partsFor,
        Tariffs tariffs,
        boolean chargeParts,
        int helpPerHour,
        int uplinksPerMinute,
        Segmenter.Joining joining,
        Receipts receipts,
        int sendTries,
        Duration resendAfter,
        int outboxInMemory,
        Map<String, Duration> responseTimes,
        Duration outboxPatience) {

    /** Never above the SMSC's own: a shorter time takes more for redeliveries, a longer one executes some twice (R 3.0.5). */
    public static final Duration RESPONSE_TIME = Duration.ofSeconds(5);

    /** With the usual times of SMSCs and the usual patience for the outbox. */
    public SmsSettings(
            Set<ServiceNumber> services,
            Map<String, DataCodings> codings,
            Duration retryHorizon,
            Duration partsFor,
            Tariffs tariffs,
            boolean chargeParts,
            int helpPerHour,
            int uplinksPerMinute,
            Segmenter.Joining joining,
            Receipts receipts,
            int sendTries,
            Duration resendAfter,
            int outboxInMemory) {
        this(
                services,
                codings,
                retryHorizon,
                partsFor,
                tariffs,
                chargeParts,
                helpPerHour,
                uplinksPerMinute,
                joining,
                receipts,
                sendTries,
                resendAfter,
                outboxInMemory,
                Map.of(),
                OUTBOX_PATIENCE);
    }

    private static final Duration OUTBOX_PATIENCE = Duration.ofMinutes(2);

    /** How SMSCs write the country code before a number, if they do. */
    private static final List<String> COUNTRY = List.of("+86", "0086", "86");

    /** Which answers ask for a delivery receipt. */
    public enum Receipts {
        ALL,
        SECRETS,
        NONE
    }

    public static SmsSettings of(ServiceNumber service) {
        return new SmsSettings(
                Set.of(service),
                Map.of(),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                Tariffs.USUAL,
                true,
                5,
                60,
                Segmenter.Joining.USER_DATA_HEADER,
                Receipts.ALL,
                3,
                Duration.ofSeconds(30),
                50_000);
    }

    public SmsSettings with(Receipts other) {
        return with(uplinksPerMinute, other);
    }

    /** For measurements, where few numbers write very much. */
    public SmsSettings withoutFloodGuard() {
        return with(Integer.MAX_VALUE, receipts);
    }

    /** With so many answers in memory. */
    public SmsSettings withOutboxInMemory(int answers) {
        return new SmsSettings(
                services,
                codings,
                retryHorizon,
                partsFor,
                tariffs,
                chargeParts,
                helpPerHour,
                uplinksPerMinute,
                joining,
                receipts,
                sendTries,
                resendAfter,
                answers,
                responseTimes,
                outboxPatience);
    }

    /** With other prices. */
    public SmsSettings with(Tariffs others) {
        return new SmsSettings(
                services,
                codings,
                retryHorizon,
                partsFor,
                others,
                chargeParts,
                helpPerHour,
                uplinksPerMinute,
                joining,
                receipts,
                sendTries,
                resendAfter,
                outboxInMemory,
                responseTimes,
                outboxPatience);
    }

    /** The same without what is said of single binds, which a running engine takes up: what two settings are compared by. */
    public SmsSettings plain() {
        return new SmsSettings(
                services,
                Map.of(),
                retryHorizon,
                partsFor,
                tariffs,
                chargeParts,
                helpPerHour,
                uplinksPerMinute,
                joining,
                receipts,
                sendTries,
                resendAfter,
                outboxInMemory,
                Map.of(),
                outboxPatience);
    }

    /** With other meanings of data_coding. */
    public SmsSettings with(Map<String, DataCodings> others) {
        return with(others, uplinksPerMinute, receipts);
    }

    private SmsSettings with(int perMinute, Receipts asked) {
        return with(codings, perMinute, asked);
    }

    private SmsSettings with(Map<String, DataCodings> meanings, int perMinute, Receipts asked) {
        return new SmsSettings(
                services,
                meanings,
                retryHorizon,
                partsFor,
                tariffs,
                chargeParts,
                helpPerHour,
                perMinute,
                joining,
                asked,
                sendTries,
                resendAfter,
                outboxInMemory,
                responseTimes,
                outboxPatience);
    }

    /**
     * These, but binds read as {@code others} says: what is changed while the engine runs. A bind that is gone is still read as
     * before, because parts of its messages may wait.
     */
    public SmsSettings readingAs(SmsSettings others) {
        var meanings = new HashMap<>(codings);
        meanings.putAll(others.codings);
        var times = new HashMap<>(responseTimes);
        times.putAll(others.responseTimes);
        return new SmsSettings(
                services,
                Map.copyOf(meanings),
                retryHorizon,
                partsFor,
                tariffs,
                chargeParts,
                helpPerHour,
                uplinksPerMinute,
                joining,
                receipts,
                sendTries,
                resendAfter,
                outboxInMemory,
                Map.copyOf(times),
                outboxPatience);
    }

    boolean wantsReceipt(boolean secret) {
        return switch (receipts) {
            case ALL -> true;
            case SECRETS -> secret;
            case NONE -> false;
        };
    }

    DataCodings codings(String bind) {
        return codings.getOrDefault(bind, DataCodings.USUAL);
    }

    /** The alphabets that data_coding 0 means to those who may get our answers. */
    Set<Alphabet> alphabets() {
        return codings.isEmpty()
                ? Set.of(DataCodings.USUAL.byDefault())
                : codings.values().stream().map(DataCodings::byDefault).collect(Collectors.toSet());
    }

    /** Which of the services this destination is, however it is written (R 3.0.2 step 2). */
    Optional<ServiceNumber> service(String destination) {
        var written = destination.strip();
        var exactly = exactly(written);
        for (int i = 0; exactly.isEmpty() && i < COUNTRY.size(); i++) {
            if (written.startsWith(COUNTRY.get(i))) {
                exactly = exactly(written.substring(COUNTRY.get(i).length()));
            }
        }
        return exactly;
    }

    private Optional<ServiceNumber> exactly(String digits) {
        for (ServiceNumber service : services) {
            if (service.digits().equals(digits)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    Duration responseTime(String bind) {
        return responseTimes.getOrDefault(bind, RESPONSE_TIME);
    }
}
