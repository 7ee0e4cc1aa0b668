package cn.smspay.files.format;

import cn.smspay.books.charge.StoredCharge;
import java.io.IOException;

/** Writes records in one format: {@link #begin} once, then each record, then {@link #end} with what they came to. */
public interface Encoder {
    /** @param file what is known so far: key, day, first number, chain before */
    void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException;

    void record(Sheet sheet, StoredCharge stored) throws IOException;

    void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException;
}
