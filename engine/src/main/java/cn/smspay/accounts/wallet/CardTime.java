package cn.smspay.accounts.wallet;

import cn.smspay.base.BusinessDay;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Date and time as cards and terminals write them: {@code yyyymmddhhmmss} of Shanghai, seven octets BCD; no clock of theirs is trusted. */
public record CardTime(String digits) implements Comparable<CardTime> {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    public CardTime {
        if (!digits.matches("[0-9]{14}")) {
            throw new IllegalArgumentException("a time of a card has 14 digits: " + digits);
        }
    }

    public static CardTime of(Instant at) {
        return new CardTime(FORMAT.format(LocalDateTime.ofInstant(at, BusinessDay.ZONE)));
    }

    /** Reads a time that stands in the calendar. */
    public static Optional<CardTime> read(String text) {
        try {
            return text.matches("[0-9]{14}")
                    ? Optional.of(new CardTime(FORMAT.format(LocalDateTime.parse(text, FORMAT))))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Instant instant() {
        return LocalDateTime.parse(digits, FORMAT).atZone(BusinessDay.ZONE).toInstant();
    }

    /** When it was, as far as a clock that is ahead can be believed. */
    Instant noLaterThan(Instant now) {
        var said = instant();
        return said.isAfter(now) ? now : said;
    }

    byte[] octets() {
        return HexFormat.of().parseHex(digits);
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
