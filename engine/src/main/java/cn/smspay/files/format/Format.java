package cn.smspay.files.format;

/** What a billing file is written in. All formats of one sequence number hold the same records. */
public enum Format {
    /** RFC 4180 in UTF-8 with LF line ends; for people, spreadsheets and databases. */
    CSV("csv"),
    /** 3GPP TS 32.297 file of SCSMORecords (TS 32.298, BER); for mediation systems. */
    CDR("cdr"),
    /** One JSON object per line. */
    JSONL("jsonl");

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    public String ending() {
        return ending;
    }
}
