package cn.smspay.files.billing;

/**
 * What the intake counted over the life of the database, to be compared with the charge records.
 *
 * @param received every {@code deliver_sm} that is not a receipt and went to a service number
 * @param answered those answered ESME_ROK
 * @param refused those answered with an error, which the SMSC sends again
 * @param absorbed redeliveries that were answered ESME_ROK without effect (R 3.0.5)
 * @param inbox rows of the inbox: accepted uplinks
 */
public record IntakeCounts(long received, long answered, long refused, long absorbed, long inbox) {}
