package cn.smspay.billing;

import java.io.IOException;

/** Writes records in one format: {@link #begin} once, then each record, then {@link #end} with what they came to. */
interface Encoder {
    /** @param file what is known so far: key, day, first number, chain before */
    void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException;

    /** @param line the record's CSV line */
    void record(Sheet sheet, ChargeRecord record, ByteSink line) throws IOException;

    void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException;
}
