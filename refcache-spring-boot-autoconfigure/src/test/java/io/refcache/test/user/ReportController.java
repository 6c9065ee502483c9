package io.refcache.test.user;

import java.util.List;

import io.refcache.ProgressCallback;
import io.refcache.Ref;
import io.refcache.RefResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReportController {

	private final Reports reports;

	ReportController(Reports reports) {
		this.reports = reports;
	}

	@GetMapping("/reports/{customer}")
	RefResponse<String> report(@PathVariable String customer) {
		return this.reports.build(customer, ProgressCallback.NOOP);
	}

	@PostMapping("/lengths/{report}")
	int length(@PathVariable Ref<String> report, @RequestBody Ref<String> other) {
		return this.reports.length(List.of(report, other));
	}

	@GetMapping("/totals/{year}")
	String total(@PathVariable String year) {
		return this.reports.total(year);
	}

}
