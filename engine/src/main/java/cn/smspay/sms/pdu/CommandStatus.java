package cn.smspay.sms.pdu;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The command_status values that we give or tell apart, and what they are called (SMPP 3.4 §5.1.3). */
public final class CommandStatus {
    public static final int OK = 0x00;
    public static final int INVALID_MESSAGE_LENGTH = 0x01;
    public static final int INVALID_COMMAND_LENGTH = 0x02;
    public static final int INVALID_COMMAND_ID = 0x03;
    public static final int INCORRECT_BIND_STATE = 0x04;
    public static final int ALREADY_BOUND = 0x05;
    public static final int SYSTEM_ERROR = 0x08;
    public static final int BIND_FAILED = 0x0D;
    public static final int INVALID_PASSWORD = 0x0E;
    public static final int INVALID_SYSTEM_ID = 0x0F;
    public static final int MESSAGE_QUEUE_FULL = 0x14;
    public static final int SUBMIT_FAILED = 0x45;
    public static final int THROTTLED = 0x58;
    public static final int RECEIVER_TEMPORARY = 0x64;
    public static final int UNKNOWN_ERROR = 0xFF;

    private static final Map<Integer, String> NAMES = names(
            "01 invalid message length, 02 invalid command length, 03 invalid command id, 04 incorrect bind status, "
                    + "05 already bound, 06 invalid priority, 07 invalid registered delivery, 08 system error, "
                    + "0A invalid source address, 0B invalid destination address, 0C invalid message id, "
                    + "0D bind failed, 0E invalid password, 0F invalid system id, 11 cancel failed, "
                    + "13 replace failed, 14 message queue full, 15 invalid service type, "
                    + "33 invalid number of destinations, 34 invalid distribution list, "
                    + "40 invalid destination flag, 42 invalid submit with replace, 43 invalid esm class, "
                    + "44 cannot submit to distribution list, 45 submit failed, 48 invalid source TON, "
                    + "49 invalid source NPI, 50 invalid destination TON, 51 invalid destination NPI, "
                    + "53 invalid system type, 54 invalid replace flag, 55 invalid number of messages, "
                    + "58 throttled, 61 invalid schedule, 62 invalid validity period, "
                    + "63 invalid predefined message, 64 temporary receiver error, 65 permanent receiver error, "
                    + "66 receiver reject, 67 query failed, C0 optional parameters in error, "
                    + "C1 optional parameter not allowed, C2 invalid parameter length, "
                    + "C3 expected optional parameter missing, C4 invalid optional parameter value, "
                    + "FE delivery failed, FF unknown error");

    private CommandStatus() {}

    /** As an operator reads it, like {@code invalid password (0x0E)}. */
    public static String words(int status) {
        var name = NAMES.get(status);
        return name == null
                ? String.format(Locale.ROOT, "status 0x%02X", status)
                : String.format(Locale.ROOT, "%s (0x%02X)", name, status);
    }

    /** Trying it again and again gets the account locked at many SMSCs. */
    public static boolean refusesLogin(int status) {
        return status == INVALID_PASSWORD || status == INVALID_SYSTEM_ID;
    }

    private static Map<Integer, String> names(String table) {
        var names = new HashMap<Integer, String>();
        for (String line : table.split(", ")) {
            names.put(Integer.parseInt(line.substring(0, 2), 16), line.substring(3));
        }
        return Map.copyOf(names);
    }
}
