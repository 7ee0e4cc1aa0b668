package cn.smspay.outside.simulator;

/**
 * What a person reads on the handset.
 *
 * @param segments how many short messages it came in
 * @param dataCoding of its last segment
 */
public record ReceivedText(String from, String text, int segments, int dataCoding) {}
