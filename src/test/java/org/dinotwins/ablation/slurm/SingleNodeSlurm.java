package org.dinotwins.ablation.slurm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A whole Slurm of one node for a test: munged, slurmctld and slurmd of its own in a folder of its own, on free ports of
 * this machine only. Closing ends all of it.
 */
final class SingleNodeSlurm implements AutoCloseable {
    private static final long UP_WITHIN = TimeUnit.SECONDS.toNanos(120);

    private final Path home;
    private final List<Process> daemons = new ArrayList<>();

    private SingleNodeSlurm(Path home) {
        this.home = home;
    }

    /** Why there can be no Slurm here; empty when there can. */
    static Optional<String> missing() {
        List<String> absent = Stream.of("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "sinfo")
                .filter(name -> find(name).isEmpty())
                .toList();
        if (!absent.isEmpty()) {
            return Optional.of("Slurm is not installed (no " + String.join(", ", absent)
                    + "; on Debian: apt-get install slurm-wlm), so job arrays are not tried.");
        }
        return "root".equals(System.getProperty("user.name"))
                ? Optional.empty()
                : Optional.of("slurmd starts jobs only as root, so job arrays are not tried.");
    }

    private static Optional<Path> find(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Arrays.stream(path.split(":"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static SingleNodeSlurm start(Path folder) throws Exception {
        Path home = Files.createDirectories(folder).toRealPath();
        SingleNodeSlurm slurm = new SingleNodeSlurm(home);
        try {
            slurm.launch();
            return slurm;
        } catch (Exception e) {
            slurm.close();
            throw e;
        }
    }

    private void launch() throws Exception {
        byte[] key = new byte[1024];
        new SecureRandom().nextBytes(key);
        Path keyFile = Files.write(home.resolve("munge.key"), key);
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(home.resolve("state"));
        Files.createDirectories(home.resolve("spool"));
        Path socket = home.resolve("munge.sock");
        daemon(
                "munged",
                "--force",
                "--foreground",
                "--key-file=" + keyFile,
                "--socket=" + socket,
                "--pid-file=" + home.resolve("munged.pid"),
                "--log-file=" + home.resolve("munged.log"),
                "--seed-file=" + home.resolve("munge.seed"));
        await("munged", () -> Files.exists(socket));
        Files.writeString(home.resolve("slurm.conf"), config(socket));
        daemon("slurmctld", "-D", "-f", home.resolve("slurm.conf").toString());
        daemon("slurmd", "-D", "-f", home.resolve("slurm.conf").toString());
        await(
                "the node",
                () -> answer("sinfo", "--noheader", "--format=%T").strip().equals("idle"));
    }

    private String config(Path socket) throws Exception {
        String host = answer("hostname", "-s").strip();
        return String.join(
                "\n",
                "ClusterName=test",
                "SlurmctldHost=" + host + "(127.0.0.1)",
                "SlurmUser=root",
                "SlurmdUser=root",
                "AuthType=auth/munge",
                "AuthInfo=socket=" + socket,
                "CredType=cred/munge",
                "SlurmctldPort=" + freePort(),
                "SlurmdPort=" + freePort(),
                // Nobody outside of this machine is to reach the daemons.
                "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny",
                "SlurmctldPidFile=" + home.resolve("slurmctld.pid"),
                "SlurmdPidFile=" + home.resolve("slurmd.pid"),
                "StateSaveLocation=" + home.resolve("state"),
                "SlurmdSpoolDir=" + home.resolve("spool"),
                "SlurmctldLogFile=" + home.resolve("slurmctld.log"),
                "SlurmdLogFile=" + home.resolve("slurmd.log"),
                // A container lets nobody make control groups.
                "ProctrackType=proctrack/linuxproc",
                "TaskPlugin=task/none",
                "SelectType=select/linear",
                "MpiDefault=none",
                "ReturnToService=2",
                "SchedulerType=sched/builtin",
                "SchedulerParameters=sched_interval=1,batch_sched_delay=0",
                "SlurmdParameters=config_overrides",
                "AccountingStorageType=accounting_storage/none",
                "JobAcctGatherType=jobacct_gather/none",
                "KillWait=20",
                "NodeName=" + host + " NodeAddr=127.0.0.1 CPUs="
                        + Runtime.getRuntime().availableProcessors() + " State=UNKNOWN",
                "PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP",
                "");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void daemon(String name, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(find(name).orElseThrow().toString()));
        command.addAll(List.of(words));
        daemons.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".out").toFile())
                .start());
    }

    /** What a command of this Slurm answers. */
    String answer(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    /** What makes Slurm's commands talk to this one. */
    Map<String, String> environment() {
        return Map.of("SLURM_CONF", home.resolve("slurm.conf").toString());
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws Exception {
        long until = System.nanoTime() + UP_WITHIN;
        while (!condition.holds()) {
            if (System.nanoTime() > until || daemons.stream().anyMatch(daemon -> !daemon.isAlive())) {
                throw new IllegalStateException(what + " did not come up: " + logs());
            }
            Thread.sleep(100);
        }
    }

    /** All that the daemons said. */
    String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.(log|out)"))
                    .sorted()
                    .toList()) {
                text.append("\n== ").append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /** Processes that it started and that still live. */
    List<ProcessHandle> alive() {
        return daemons.stream()
                .map(Process::toHandle)
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    @Override
    public void close() {
        for (int i = daemons.size() - 1; i >= 0; i--) {
            Process daemon = daemons.get(i);
            List<ProcessHandle> below = daemon.descendants().toList();
            daemon.destroy();
            try {
                if (!daemon.waitFor(60, TimeUnit.SECONDS)) {
                    daemon.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                daemon.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            below.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
