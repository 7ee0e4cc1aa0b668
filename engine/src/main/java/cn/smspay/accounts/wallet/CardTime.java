package cn.smspay.accounts.wallet;

import cn.smspay.base.ServiceDay;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Date and time as cards and terminals write them: {@code yyyymmddhhmmss} of Shanghai, seven octets BCD; no clock of theirs is trusted. */
public record CardTime(String digits) implements Comparable<CardTime> {
    private static final int LENGTH = 14;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    public CardTime {
        if (!Octets.areDigits(digits, LENGTH)) {
            throw new IllegalArgumentException("a time of a card has 14 digits: " + digits);
        }
    }

    public static CardTime of(Instant at) {
        return new CardTime(FORMAT.format(LocalDateTime.ofInstant(at, ServiceDay.ZONE)));
    }

    /** Reads a time that stands in the calendar. */
    public static Optional<CardTime> read(String text) {
        try {
            if (!Octets.areDigits(text, LENGTH)) {
                return Optional.empty();
            }
            var read = new CardTime(text);
            read.local();
            return Optional.of(read);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @throws DateTimeException if it does not stand in the calendar */
    private LocalDateTime local() {
        return LocalDateTime.of(part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14));
    }

    private int part(int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    Instant instant() {
        return local().atZone(ServiceDay.ZONE).toInstant();
    }

    /** When it was, as far as a clock that is ahead can be believed. */
    Instant noLaterThan(Instant now) {
        var said = instant();
        return said.isAfter(now) ? now : said;
    }

    byte[] octets() {
        return Octets.bcd(digits);
    }

    @Override
    public int compareTo(CardTime other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return digits;
    }
}
