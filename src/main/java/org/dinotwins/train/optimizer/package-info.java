/** AdamW, the EMA teacher, gradient clipping and schedules. */
package org.dinotwins.train.optimizer;
