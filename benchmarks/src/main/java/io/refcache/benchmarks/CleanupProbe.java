package io.refcache.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.refcache.benchmarks.CleanupWrites.Kind;

/**
 * Cleanup of a hundred thousand that have expired, among many that have not, while
 * another thread goes on to compute the like.
 */
final class CleanupProbe implements Probe {

	private static final int FEW = 200_000;

	private static final int MANY = 1_000_000;

	private static final int EXPIRED = 100_000;

	@Override
	public List<String> parts() {
		return Stream.of(Kind.values()).flatMap((kind) -> Stream.of(kind + " " + FEW, kind + " " + MANY)).toList();
	}

	@Override
	public List<ProbeResult> measure(String part, boolean smoke) throws Exception {
		String[] words = part.split(" ");
		Kind kind = Kind.valueOf(words[0]);
		int live = Integer.parseInt(words[1]);
		int scale = smoke ? 100 : 1;
		// The first one is slow, for nothing is compiled.
		new CleanupRound(kind, FEW / scale, EXPIRED / scale).measure();
		CleanupRound round = new CleanupRound(kind, live / scale, EXPIRED / scale);
		round.measure();
		Map<String, String> params = Map.of("kind", kind.name().toLowerCase(Locale.ROOT), "live",
				Integer.toString(live));
		return List.of(ProbeResult.of(this, "perRemoved", params, "ns/op", round.perRemoved()),
				ProbeResult.of(this, "slowestWrite", params, "us/op", round.slowestWrite()),
				ProbeResult.of(this, "slowestWriteAlone", params, "us/op", round.slowestWriteAlone()));
	}

}
