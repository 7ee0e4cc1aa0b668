package cn.smspay.sms.smpp;

import cn.smspay.sms.pdu.CommandStatus;
import java.util.Map;

/**
 * What has gone over one bind since the start.
 *
 * @param delivered messages and receipts handed in
 * @param accepted of these, answered ESME_ROK
 * @param busy answered with the busy status
 * @param faults answered ESME_RX_T_APPN
 * @param unreadable PDUs that could not be read
 * @param leftovers PDUs that were read, but for octets behind them
 * @param aborted conversations reported as aborted
 * @param unreadableReceipts receipts in which no id or no state was found
 * @param submitted segments written
 * @param taken of these, accepted by the SMSC
 * @param refused refused for good
 * @param throttled refused because we were too fast or its queue full
 * @param unknown without an answer in time
 * @param late answered after that
 * @param connects successful binds
 * @param losses binds that ended, our own stop included
 * @param loginsRefused binds refused for their password or system_id
 * @param roundTrips submissions answered in time, and {@code roundTripMillis} how long they took in all
 * @param statuses how many answers to submissions had which command_status; -1 stands for all beyond the first 64
 */
public record BindTraffic(
        String bind,
        long delivered,
        long accepted,
        long busy,
        long faults,
        long unreadable,
        long leftovers,
        long aborted,
        long unreadableReceipts,
        long submitted,
        long taken,
        long refused,
        long throttled,
        long unknown,
        long late,
        long connects,
        long losses,
        long loginsRefused,
        long roundTrips,
        long roundTripMillis,
        Map<Integer, Long> statuses) {
    static BindTraffic of(String bind, BindFigures figures) {
        var statuses = figures.statuses();
        return new BindTraffic(
                bind,
                figures.delivered.sum(),
                figures.accepted.sum(),
                figures.busy.sum(),
                figures.faults.sum(),
                figures.unreadable.sum(),
                figures.leftovers.sum(),
                figures.aborted.sum(),
                figures.unreadableReceipts.sum(),
                figures.submitted.sum(),
                statuses.getOrDefault(CommandStatus.OK, 0L),
                figures.refused.sum(),
                figures.throttled.sum(),
                figures.unknown.sum(),
                figures.late.sum(),
                figures.connects.sum(),
                figures.losses.sum(),
                figures.loginsRefused.sum(),
                figures.roundTrips.sum(),
                figures.roundTripMillis.sum(),
                statuses);
    }
}
