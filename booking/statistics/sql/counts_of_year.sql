-- question:   How many assignments, and how many qualified, in every cell of the published tables of one year?
-- definition: share of qualified, version 1 (docs/statistikk.md). Category is the interpreter's at the start, 'ingen'
--             without a qualified one; 'bestilt' is the least category that was ordered. County as the borders are now.
-- unit:       assignments
-- parameters: year_start, year_end (days), second_half (1 July), upto_first, upto_second (last fact id that counts in
--             each half; 0: the half is not closed)
-- columns:    periode (1 or 2), sprak, kategori, sektor, fylke, metode, bestilt, kilde, leveringsform, grunn (null where
--             summed over), assignments,
--             qualified; grunn is 'kvalifisert', or the ground of tolkeloven § 7, or 'uoppgitt'
-- caveats:    one line per cell of every table, told apart by which columns are null; nothing is suppressed yet
WITH fact AS (
    SELECT
        CASE WHEN f.day < :second_half THEN 1 ELSE 2 END AS periode,
        f.language_tag AS sprak,
        CASE WHEN f.qualification = 'qualified' THEN coalesce(f.category, 'uoppgitt') ELSE 'ingen' END AS kategori,
        coalesce(s.parent_code, f.sector_code) AS sektor,
        f.county_now AS fylke,
        f.mode AS metode,
        coalesce(f.category_requested, 'uoppgitt') AS bestilt,
        f.source AS kilde,
        f.supply_model AS leveringsform,
        CASE WHEN f.qualification = 'qualified' THEN 'kvalifisert' ELSE coalesce(f.ground, 'uoppgitt') END AS grunn,
        f.weight,
        CASE WHEN f.qualification = 'qualified' THEN f.weight ELSE 0 END AS qualified
    FROM assignment_fact f LEFT JOIN sector s ON s.code = f.sector_code
    WHERE f.day BETWEEN :year_start AND :year_end
      AND f.id <= CASE WHEN f.day < :second_half THEN CAST(:upto_first AS bigint) ELSE CAST(:upto_second AS bigint) END
)
SELECT periode, sprak, kategori, sektor, fylke, metode, bestilt, kilde, leveringsform, grunn,
       sum(weight) AS assignments, sum(qualified) AS qualified
FROM fact
GROUP BY GROUPING SETS (
    (periode, sprak), (periode, sprak, kategori), (periode, sektor), (periode, fylke), (periode, metode),
    (periode, bestilt, kategori), (periode, kilde, leveringsform), (periode, grunn)
)
HAVING sum(weight) <> 0
ORDER BY periode, sprak, kategori, sektor, fylke, metode, bestilt, kilde, leveringsform, grunn
