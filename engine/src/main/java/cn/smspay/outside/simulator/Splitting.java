package cn.smspay.outside.simulator;

/** How a handset or gateway sends a text that is too long for one message. */
public enum Splitting {
    /** User data header with an 8-bit reference, as handsets do. */
    HEADER_8_BIT,
    /** User data header with a 16-bit reference. */
    HEADER_16_BIT,
    /** SAR optional parameters, as some gateways do. */
    SAR,
    /** Everything in one message_payload. */
    PAYLOAD
}
