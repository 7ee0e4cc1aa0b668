package cn.smspay.sms.pdu;

/** A command_length that cannot be: from here on nobody knows where a PDU begins. */
public record BrokenStream(int commandLength) {}
