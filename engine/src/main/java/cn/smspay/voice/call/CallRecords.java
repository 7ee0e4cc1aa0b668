package cn.smspay.voice.call;

/** Where the records of ended calls go. Thread-safe; does not block. */
public interface CallRecords {
    void ended(CallRecord record);
}
