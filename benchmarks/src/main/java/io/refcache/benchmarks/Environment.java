package io.refcache.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where and when something was measured.
 *
 * @param jdk the JDK
 * @param machine the machine
 * @param date the date, in UTC
 * @param commit the commit
 * @param command the command
 */
record Environment(String jdk, String machine, String date, String commit, String command) {

	static Environment current() throws IOException {
		String jdk = "%s %s (%s)".formatted(System.getProperty("java.vm.name"),
				System.getProperty("java.runtime.version"), System.getProperty("java.vendor"));
		return new Environment(jdk, describeMachine(), LocalDate.now(ZoneOffset.UTC).toString(),
				System.getProperty("benchmarks.commit", "unknown"),
				System.getProperty("benchmarks.command", "unknown"));
	}

	private static String describeMachine() throws IOException {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return "%d processors%s, %d GB, %s %s".formatted(system.getAvailableProcessors(), processor(),
				Math.round(system.getTotalMemorySize() / (double) (1 << 30)), System.getProperty("os.name"),
				System.getProperty("os.arch"));
	}

	private static String processor() throws IOException {
		Path cpus = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(cpus)) {
			return "";
		}
		return Files.readAllLines(cpus)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.map((line) -> " (" + line.substring(line.indexOf(':') + 1).trim() + ")")
			.findFirst()
			.orElse("");
	}

}
