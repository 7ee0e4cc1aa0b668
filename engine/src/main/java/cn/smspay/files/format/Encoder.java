package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.ChargeRecord;
import java.io.IOException;

/** Writes records in one format: {@link #begin} once, then each record, then {@link #end} with what they came to. */
public interface Encoder {
    /** @param file what is known so far: key, day, first number, chain before */
    void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException;

    /** @param line the record's CSV line */
    void record(Sheet sheet, ChargeRecord record, ByteSink line) throws IOException;

    void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException;
}
