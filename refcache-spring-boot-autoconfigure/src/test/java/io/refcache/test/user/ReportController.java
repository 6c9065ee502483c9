package io.refcache.test.user;

import io.refcache.ProgressCallback;
import io.refcache.RefResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

	@GetMapping("/totals/{year}")
	String total(@PathVariable String year) {
		return this.reports.total(year);
	}

}
