/**
 * The desks of the staff: hall, 10086 agents, merchants and administration, each shown by role. It knows what is shown and asked;
 * who may do what is decided at the counter. Start reading at {@code DeskRoutes}.
 */
@NullMarked
package cn.smspay.web.desks;

import org.jspecify.annotations.NullMarked;
