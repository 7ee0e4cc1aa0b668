package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Writes instants in the time of Shanghai; remembers the last hour, since records come in order. One thread. */
public final class RecordTimeFormat {
    private static final int HOUR_SECONDS = 3600;

    private long hour = Long.MIN_VALUE;
    private LocalDate date = LocalDate.EPOCH;
    private int hourOfDay;
    private int offsetMinutes;
    /** What all times of this hour begin with, like {@code 2009-11-02T09:}, and end with, like {@code +08:00}. */
    private byte[] isoStart = {};

    private byte[] isoEnd = {};

    private void turnTo(long epochSecond) {
        long wanted = Math.floorDiv(epochSecond, HOUR_SECONDS);
        if (wanted == hour) {
            return;
        }
        hour = wanted;
        ZoneOffset offset = ServiceDay.ZONE.getRules().getOffset(Instant.ofEpochSecond(epochSecond));
        long local = wanted * HOUR_SECONDS + offset.getTotalSeconds();
        date = LocalDate.ofEpochDay(Math.floorDiv(local, 86_400));
        hourOfDay = Math.floorMod(local, 86_400) / HOUR_SECONDS;
        offsetMinutes = offset.getTotalSeconds() / 60;
        isoStart = new ByteSink()
                .padded(date.getYear(), 4)
                .add('-')
                .padded(date.getMonthValue(), 2)
                .add('-')
                .padded(date.getDayOfMonth(), 2)
                .add('T')
                .padded(hourOfDay, 2)
                .add(':')
                .toBytes();
        isoEnd = new ByteSink()
                .add('+')
                .padded(offsetMinutes / 60, 2)
                .add(':')
                .padded(offsetMinutes % 60, 2)
                .toBytes();
    }

    /** Like {@code 2009-11-02T09:00:00.000+08:00}. */
    public void iso(ByteSink out, Instant instant) {
        long second = instant.getEpochSecond();
        turnTo(second);
        int inHour = (int) Math.floorMod(second, (long) HOUR_SECONDS);
        out.add(isoStart).padded(inHour / 60, 2).add(':').padded(inHour % 60, 2).add('.');
        out.padded(instant.getNano() / 1_000_000, 3).add(isoEnd);
    }

    /** 3GPP TS 32.298 TimeStamp: nine octets, decimal digits two by two, then the sign and the offset of the zone. */
    public void bcd(ByteSink out, Instant instant) {
        long second = instant.getEpochSecond();
        turnTo(second);
        long inHour = Math.floorMod(second, HOUR_SECONDS);
        pair(out, date.getYear() % 100);
        pair(out, date.getMonthValue());
        pair(out, date.getDayOfMonth());
        pair(out, hourOfDay);
        pair(out, (int) inHour / 60);
        pair(out, (int) inHour % 60);
        out.add('+');
        pair(out, offsetMinutes / 60);
        pair(out, offsetMinutes % 60);
    }

    /** 3GPP TS 32.297 time in a file header: month 4 bits, day 5, hour 5, minute 6, sign 1, zone hours 5, minutes 6. */
    public int packed(Instant instant) {
        long second = instant.getEpochSecond();
        turnTo(second);
        int minute = Math.floorMod(second, HOUR_SECONDS) / 60;
        return (date.getMonthValue() << 28)
                | (date.getDayOfMonth() << 23)
                | (hourOfDay << 18)
                | (minute << 12)
                | (1 << 11)
                | (offsetMinutes / 60) << 6
                | (offsetMinutes % 60);
    }

    private static void pair(ByteSink out, int twoDigits) {
        out.add((twoDigits / 10) << 4 | twoDigits % 10);
    }
}
