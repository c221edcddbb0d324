package org.dinotwins.run;

/** Where a run stands. */
public enum RunState { PREPARING, RUNNING, PAUSED, STOPPED, FINISHED, FAILED }
