package io.refcache.test.user;

import java.util.List;

import io.refcache.ProgressCallback;
import io.refcache.Ref;
import io.refcache.RefCached;
import io.refcache.RefResponse;
import io.refcache.Retry;
import org.springframework.stereotype.Service;

@Service
class Reports {

	private final Archive archive;

	Reports(Archive archive) {
		this.archive = archive;
	}

	@RefCached(asyncTimeout = "2s", ttl = "10m",
			retry = @Retry(includes = IllegalStateException.class, maxRetries = 2, delay = "5s"))
	public RefResponse<String> build(String customer, ProgressCallback progress) {
		progress.report(1, 2, "reading");
		String text = this.archive.read(customer);
		progress.report(2, 2, "done");
		return RefResponse.of(text);
	}

	@RefCached(name = "${reports.total:total}", asyncTimeout = "2s", executionTimeout = "1m")
	public String total(String year) {
		return build(year, ProgressCallback.NOOP).refId() + this.archive.read(year);
	}

	@RefCached
	public String plain(String customer) {
		return this.archive.read(customer);
	}

	@RefCached
	public int length(List<Ref<String>> reports) {
		return reports.stream().mapToInt((report) -> report.value().length()).sum();
	}

	/**
	 * Where the texts are.
	 */
	interface Archive {

		String read(String customer);

	}

}
