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
 */
public record SmsSettings(
        Set<ServiceNumber> services,
        Reading reading,
        Redelivery redelivery,
        Charging charging,
        Guarding guarding,
        Answering answering) {

    /** Never above the SMSC's own: a shorter time takes more for redeliveries, a longer one executes some twice (R 3.0.5). */
    public static final Duration RESPONSE_TIME = Duration.ofSeconds(5);

    /** How SMSCs write the country code before a number, if they do. */
    private static final List<String> COUNTRY = List.of("+86", "0086", "86");

    /**
     * How a message becomes a text.
     *
     * @param codings what data_coding means, by bind; the usual where a bind is not named
     * @param partsFor how long the parts of a long message wait for each other
     */
    public record Reading(Map<String, DataCodings> codings, Duration partsFor) {}

    /**
     * When a message is one of before.
     *
     * @param horizon how long an SMSC may deliver an unanswered message again
     * @param responseTimes how long an SMSC waits for our answer before it puts a message back, by bind; {@link #RESPONSE_TIME}
     *     where a bind is not named
     */
    public record Redelivery(Duration horizon, Map<String, Duration> responseTimes) {}

    /**
     * What an uplink costs.
     *
     * @param eachPart whether each part of a long message is charged (D-06); otherwise only its first
     */
    public record Charging(Tariffs tariffs, boolean eachPart) {}

    /**
     * What keeps answers from looping.
     *
     * @param helpPerHour answers to unknown text in an hour and number (D-25)
     * @param uplinksPerMinute messages that a number may send in a minute and still be heard
     */
    public record Guarding(int helpPerHour, int uplinksPerMinute) {}

    /**
     * How answers leave.
     *
     * @param joining how long answers are cut
     * @param receipts which answers ask for a delivery receipt
     * @param tries how often an answer is sent that the SMSC never acknowledges
     * @param resendAfter how long to wait before sending it again
     * @param inMemory answers waiting in memory; more stay in the database only
     * @param patience an answer that waits longer without a chance makes the engine unwell
     */
    public record Answering(
            Segmenter.Joining joining,
            Receipts receipts,
            int tries,
            Duration resendAfter,
            int inMemory,
            Duration patience) {}

    /** Which answers ask for a delivery receipt. */
    public enum Receipts {
        ALL,
        SECRETS,
        NONE
    }

    public static SmsSettings of(ServiceNumber service) {
        return new SmsSettings(
                Set.of(service),
                new Reading(Map.of(), Duration.ofMinutes(10)),
                new Redelivery(Duration.ofHours(24), Map.of()),
                new Charging(Tariffs.USUAL, true),
                new Guarding(5, 60),
                new Answering(
                        Segmenter.Joining.USER_DATA_HEADER,
                        Receipts.ALL,
                        3,
                        Duration.ofSeconds(30),
                        50_000,
                        Duration.ofMinutes(2)));
    }

    public SmsSettings with(Guarding other) {
        return new SmsSettings(services, reading, redelivery, charging, other, answering);
    }

    public SmsSettings with(Answering other) {
        return new SmsSettings(services, reading, redelivery, charging, guarding, other);
    }

    private SmsSettings with(Reading other, Redelivery another) {
        return new SmsSettings(services, other, another, charging, guarding, answering);
    }

    public SmsSettings with(Receipts other) {
        return with(new Answering(
                answering.joining,
                other,
                answering.tries,
                answering.resendAfter,
                answering.inMemory,
                answering.patience));
    }

    /** For measurements, where few numbers write very much. */
    public SmsSettings withoutFloodGuard() {
        return with(new Guarding(guarding.helpPerHour, Integer.MAX_VALUE));
    }

    /** With so many answers in memory. */
    public SmsSettings withOutboxInMemory(int answers) {
        return with(new Answering(
                answering.joining,
                answering.receipts,
                answering.tries,
                answering.resendAfter,
                answers,
                answering.patience));
    }

    /** With other prices. */
    public SmsSettings with(Tariffs others) {
        return new SmsSettings(
                services, reading, redelivery, new Charging(others, charging.eachPart), guarding, answering);
    }

    /** With other meanings of data_coding. */
    public SmsSettings with(Map<String, DataCodings> others) {
        return with(new Reading(others, reading.partsFor), redelivery);
    }

    /** The same without what is said of single binds, which a running engine takes up: what two settings are compared by. */
    public SmsSettings plain() {
        return with(new Reading(Map.of(), reading.partsFor), new Redelivery(redelivery.horizon, Map.of()));
    }

    /**
     * These, but binds read as {@code others} says: what is changed while the engine runs. A bind that is gone is still read as
     * before, because parts of its messages may wait.
     */
    public SmsSettings readingAs(SmsSettings others) {
        var meanings = new HashMap<>(reading.codings);
        meanings.putAll(others.reading.codings);
        var times = new HashMap<>(redelivery.responseTimes);
        times.putAll(others.redelivery.responseTimes);
        return with(
                new Reading(Map.copyOf(meanings), reading.partsFor),
                new Redelivery(redelivery.horizon, Map.copyOf(times)));
    }

    boolean wantsReceipt(boolean secret) {
        return switch (answering.receipts) {
            case ALL -> true;
            case SECRETS -> secret;
            case NONE -> false;
        };
    }

    DataCodings codings(String bind) {
        return reading.codings.getOrDefault(bind, DataCodings.USUAL);
    }

    /** The alphabets that data_coding 0 means to those who may get our answers. */
    Set<Alphabet> alphabets() {
        return reading.codings.isEmpty()
                ? Set.of(DataCodings.USUAL.byDefault())
                : reading.codings.values().stream().map(DataCodings::byDefault).collect(Collectors.toSet());
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
        return redelivery.responseTimes.getOrDefault(bind, RESPONSE_TIME);
    }
}
