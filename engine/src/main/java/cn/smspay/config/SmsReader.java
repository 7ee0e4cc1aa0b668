package cn.smspay.config;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Segmenter;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.SmsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reads the {@code sms} section. */
final class SmsReader {
    private SmsReader() {}

    static SmsSettings read(
            Section sms,
            Set<ServiceNumber> services,
            Map<String, DataCodings> codings,
            Map<String, Duration> responseTimes,
            Tariffs tariffs) {
        if (sms.has("charge_li")) {
            sms.text("charge_li", "");
            sms.wrong(
                    "charge_li",
                    "is retired: give the fee as a row of billing.tariffs, with the day from which it holds");
        }
        var usual = SmsSettings.of(services.iterator().next());
        var settings = new SmsSettings(
                services,
                new SmsSettings.Reading(
                        codings, sms.time("parts_for", usual.reading().partsFor())),
                new SmsSettings.Redelivery(
                        sms.time("retry_horizon", usual.redelivery().horizon()), responseTimes),
                new SmsSettings.Charging(
                        tariffs, sms.flag("charge_parts", usual.charging().eachPart())),
                guarding(sms, usual.guarding()),
                answering(sms, usual.answering()));
        sms.done();
        return settings;
    }

    private static SmsSettings.Guarding guarding(Section sms, SmsSettings.Guarding usual) {
        return new SmsSettings.Guarding(
                sms.number("help_per_hour", usual.helpPerHour(), 0, 3600),
                sms.number("uplinks_per_minute", usual.uplinksPerMinute(), 1, 100_000));
    }

    private static SmsSettings.Answering answering(Section sms, SmsSettings.Answering usual) {
        return new SmsSettings.Answering(
                sms.choice("joining", Segmenter.Joining.class, usual.joining()),
                sms.choice("receipts", SmsSettings.Receipts.class, usual.receipts()),
                sms.number("send_tries", usual.tries(), 1, 100),
                sms.time("resend_after", usual.resendAfter()),
                sms.number("outbox_in_memory", usual.inMemory(), 10, 999_999),
                sms.time("outbox_patience", usual.patience()));
    }
}
