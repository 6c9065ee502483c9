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

	private static final String BY_HAND = "BY_HAND";

	private static final int FEW = 200_000;

	private static final int MANY = 1_000_000;

	private static final int EXPIRED = 100_000;

	@Override
	public List<String> parts() {
		return Stream.concat(Stream.of(Kind.values()).map(Kind::name), Stream.of(BY_HAND))
			.flatMap((kind) -> Stream.of(kind + " " + FEW, kind + " " + MANY))
			.toList();
	}

	@Override
	public List<ProbeResult> measure(String part, boolean smoke) throws Exception {
		String[] words = part.split(" ");
		int live = Integer.parseInt(words[1]);
		int scale = smoke ? 100 : 1;
		Map<String, String> params = Map.of("kind", words[0].toLowerCase(Locale.ROOT), "live", Integer.toString(live));
		if (words[0].equals(BY_HAND)) {
			CleanupByHand byHand = new CleanupByHand(live / scale, EXPIRED / scale);
			return List.of(ProbeResult.of(this, "perRemoved", params, "ns/op", byHand.perRemoved()));
		}
		CleanupRound round = new CleanupRound(Kind.valueOf(words[0]), live / scale, EXPIRED / scale);
		round.measure();
		return List.of(ProbeResult.of(this, "perRemoved", params, "ns/op", round.perRemoved()),
				ProbeResult.of(this, "slowestWrite", params, "us/op", round.beside().slowest()),
				ProbeResult.of(this, "slowestWriteAlone", params, "us/op", round.alone().slowest()),
				ProbeResult.of(this, "slowWrites", params, "ppm", round.beside().slowOfAMillion()),
				ProbeResult.of(this, "slowWritesAlone", params, "ppm", round.alone().slowOfAMillion()));
	}

}
