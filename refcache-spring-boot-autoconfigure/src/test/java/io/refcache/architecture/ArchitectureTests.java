package io.refcache.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the production classes to the {@link ArchitectureRules}.
 */
class ArchitectureTests {

	private static final String BASE = "io.refcache";

	private static final JavaClasses PRODUCTION = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.importPackages(BASE);

	private final ArchitectureRules rules = new ArchitectureRules(BASE);

	@Test
	void productionClassesAreFoundWithoutTests() {
		assertThat(PRODUCTION.contain(BASE + ".package-info")).isTrue();
		assertThat(PRODUCTION.contain(ArchitectureTests.class)).isFalse();
	}

	@Test
	void packagesHaveNoCycles() {
		this.rules.packagesHaveNoCycles().check(PRODUCTION);
	}

	@Test
	void everyPackageHasAPlace() {
		this.rules.everyPackageHasAPlace().check(PRODUCTION);
	}

	@Test
	void packagesUseLowerLayersOnly() {
		this.rules.packagesUseLowerLayersOnly().check(PRODUCTION);
	}

	@Test
	void lowLayersUseFewLibraries() {
		this.rules.lowLayersUseFewLibraries().check(PRODUCTION);
	}

	@Test
	void leavesShowOnlyTheirAutoConfiguration() {
		this.rules.leavesShowOnlyTheirAutoConfiguration(ArchitectureRules.TYPES_SHOWN_BY_LEAVES).check(PRODUCTION);
	}

	@Test
	void typesShownByLeavesExist() {
		assertThat(ArchitectureRules.TYPES_SHOWN_BY_LEAVES)
			.allSatisfy((name) -> assertThat(PRODUCTION.contain(BASE + "." + name)).as(name).isTrue());
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		this.rules.autoConfigurationsArePublicAndFinal().check(PRODUCTION);
	}

	@Test
	void autoConfigurationsHaveNoPublicMembers() {
		this.rules.autoConfigurationsHaveNoPublicMembers().check(PRODUCTION);
	}

	@Test
	void beanMethodsArePackagePrivate() {
		this.rules.beanMethodsArePackagePrivate().check(PRODUCTION);
	}

	@Test
	void nothingSleeps() {
		this.rules.nothingSleeps().check(PRODUCTION);
	}

	@Test
	void nothingPrints() {
		this.rules.nothingPrints().check(PRODUCTION);
	}

	@Test
	void timeIsReadInFewPlaces() {
		this.rules.timeIsReadInFewPlaces().check(PRODUCTION);
	}

	@Test
	void packagesAreNullMarked() {
		this.rules.packagesAreNullMarked().check(PRODUCTION);
	}

}
