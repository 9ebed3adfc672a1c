<?xml version="1.0" encoding="UTF-8"?>
<!--
  Aus dem Monatsbericht (monatsbericht.xsl): der Vergleich mit Vormonat und Vorjahr in Abschnitt 2, und Abschnitt 3, der
  Verlauf mit der Bewegung seit dem Vormonat. Hier wird nicht gerechnet.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <!-- um: was sich gegen den Vormonat verändert hat; nichts, wo es keinen gibt -->
  <xsl:template name="kennzahl-veraenderung">
    <xsl:param name="um"/>
    <xsl:if test="$um/@text">
      <xsl:attribute name="change">
        <xsl:choose>
          <xsl:when test="$um/@richtung = 'auf'">up</xsl:when>
          <xsl:when test="$um/@richtung = 'ab'">down</xsl:when>
          <xsl:otherwise>same</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
      <xsl:attribute name="change-text"><xsl:value-of select="$um/@text"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <!-- Dieselben Zahlen gegen den Vormonat und den gleichen Monat des Vorjahres -->
  <xsl:template name="vergleiche">
    <para style="small">
      <xsl:choose>
        <xsl:when test="not($verlauf) or ($vormonat and $keine-vorgabe)"/>
        <xsl:when test="$vormonat">Zweite Zeile: Veränderung zum Vormonat (<xsl:value-of select="$vormonat/@tag-text"/>).</xsl:when>
        <xsl:otherwise>Ein Vergleich mit dem Vormonat ist nicht möglich: Am <xsl:value-of select="$verlauf/punkt[12]/@tag-text"/> war niemand in Betreuung.</xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$alle/urteil[@code = 'unklar']/@wert &gt; 0"> Wären alle unklaren Fälle überfällig, läge die Quote bei <xsl:value-of select="$alle/quote-unklar/@text"/>.</xsl:if>
      <xsl:if test="$alle/quote-sichtbar/@prozent"> Ohne Gespräche der <xsl:value-of select="$regelwerk/zaehlung/partner-ungesehen"/>, die das Controlling nicht sieht, läge sie bei <xsl:value-of select="$alle/quote-sichtbar/@text"/>.</xsl:if>
    </para>
    <xsl:if test="$vormonat or $vorjahr">
      <table caption="Vergleich mit dem Vormonat und dem gleichen Monat des Vorjahres" caption-hidden="yes">
        <col/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
        <col align="right" number="yes"/>
        <head>
          <row>
            <cell header="yes">Veränderung</cell><cell header="yes">gesamt</cell><cell header="yes">Quote</cell>
            <cell header="yes">überfällig</cell><cell header="yes">ohne&#xA0;Kontakt</cell><cell header="yes">bald&#xA0;fällig</cell>
            <cell header="yes">ausgenommen</cell><cell header="yes">unklar</cell>
          </row>
        </head>
        <body>
          <xsl:apply-templates select="$vormonat | $vorjahr" mode="vergleich"/>
        </body>
      </table>
    </xsl:if>
  </xsl:template>

  <xsl:template match="vergleich" mode="vergleich">
    <row>
      <cell header="yes">
        <xsl:choose>
          <xsl:when test="@zu = 'vormonat'">zum Vormonat</xsl:when>
          <xsl:otherwise>zum Vorjahr</xsl:otherwise>
        </xsl:choose>
        <muted> (<xsl:value-of select="@name"/>)</muted>
      </cell>
      <cell><xsl:value-of select="kunden/@text"/></cell>
      <cell>
        <xsl:choose>
          <xsl:when test="quote/@text"><xsl:value-of select="quote/@text"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
      </cell>
      <cell><xsl:value-of select="urteil[@code = 'ueberfaellig']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'nie']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'faellig']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'ausgenommen']/@text"/></cell>
      <cell><xsl:value-of select="urteil[@code = 'unklar']/@text"/></cell>
    </row>
  </xsl:template>

  <!-- 3 Verlauf: das Bild vorn, seine Zahlen und die Bewegung hinter den Teams -->
  <xsl:template name="verlauf">
    <xsl:if test="$verlauf/punkt/quote/@prozent">
      <section id="verlauf">
        <heading><xsl:value-of select="$verlauf/ueberschrift"/></heading>
        <subline>
          <xsl:text>Quote am letzten Tag des Monats</xsl:text>
          <xsl:if test="$verlauf/punkt[13]/@kurz != $verlauf/punkt[1]/@kurz">, zuletzt am <xsl:value-of select="$lauf/stichtag/@text"/></xsl:if>
          <xsl:text>, in Prozent der Bewerteten</xsl:text>
          <xsl:if test="$verlauf/zielquote">; gestrichelt: Zielquote <xsl:value-of select="$verlauf/zielquote/@text"/></xsl:if>
          <xsl:text>; </xsl:text>
          <link to="verlauf-zahlen">alle Zahlen</link>
        </subline>
        <chart kind="line" unit="%">
          <xsl:attribute name="alt">
            <xsl:text>Linie der Quote: </xsl:text>
            <xsl:for-each select="$verlauf/punkt">
              <xsl:if test="position() &gt; 1">; </xsl:if>
              <xsl:value-of select="@name"/>: <xsl:value-of select="quote/@text"/>
            </xsl:for-each>
          </xsl:attribute>
          <series name="Quote">
            <xsl:for-each select="$verlauf/punkt">
              <point label="{@kurz}" value="{quote/@prozent}" text="{quote/@text}">
                <xsl:if test="position() = 1 or @monat = 1"><xsl:attribute name="sublabel"><xsl:value-of select="@jahr"/></xsl:attribute></xsl:if>
              </point>
            </xsl:for-each>
          </series>
          <xsl:if test="$verlauf/zielquote"><target value="{$verlauf/zielquote/@prozent}" label="Ziel {$verlauf/zielquote/@text}"/></xsl:if>
        </chart>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="verlauf-zahlen">
    <section id="verlauf-zahlen">
      <heading>Der Verlauf in Zahlen</heading>
      <xsl:choose>
        <xsl:when test="not($verlauf)"><para>Ein Verlauf wurde nicht berechnet.</para></xsl:when>
        <xsl:when test="not($verlauf/punkt/kunden[@wert &gt; 0])"><para>An keinem der Tage war jemand in Betreuung.</para></xsl:when>
        <xsl:otherwise><xsl:call-template name="verlauf-tabelle"/></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- Spalten wie bei den Teams: was in keinem Monat vorkommt, fehlt, außer den vier Urteilen der Quote. -->
  <xsl:template name="verlauf-tabelle">
    <xsl:variable name="spalten" select="$verlauf/punkt[1]/urteil[@code = $verlauf/punkt/urteil[@wert &gt; 0]/@code or @code = 'erfuellt' or @code = 'faellig' or @code = 'ueberfaellig' or @code = 'nie']"/>
    <xsl:variable name="damals" select="boolean($verlauf/punkt[damals/@text != quote/@text])"/>
    <subline>
      <xsl:text>Kund*innen nach Urteil am letzten Tag des Monats</xsl:text>
      <xsl:if test="$ist-team">, die an dem Tag zu diesem Team gehörten</xsl:if>
      <xsl:if test="$damals">; damals: Quote ohne die Vermerke, die erst später erfasst wurden</xsl:if>
    </subline>
    <table caption="Verlauf nach Urteil" caption-hidden="yes">
      <col weight="1"/>
      <col align="right" number="yes"/>
      <xsl:for-each select="$spalten"><col align="right" number="yes"/></xsl:for-each>
      <col align="right" number="yes"/>
      <xsl:if test="$damals"><col align="right" number="yes"/></xsl:if>
      <head>
        <row>
          <cell header="yes">Monat</cell>
          <cell header="yes">gesamt</cell>
          <xsl:for-each select="$spalten">
            <xsl:sort select="position()" data-type="number" order="descending"/>
            <cell header="yes"><xsl:apply-templates select="." mode="spalte"/></cell>
          </xsl:for-each>
          <cell header="yes">Quote</cell>
          <xsl:if test="$damals"><cell header="yes">damals</cell></xsl:if>
        </row>
      </head>
      <body>
        <xsl:for-each select="$verlauf/punkt[position() &lt; 13]">
          <row>
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
            <xsl:if test="$damals"><xsl:call-template name="damals"/></xsl:if>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <xsl:for-each select="$verlauf/punkt[13]">
          <row strong="yes">
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <xsl:call-template name="zellen"><xsl:with-param name="spalten" select="$spalten"/></xsl:call-template>
            <xsl:if test="$damals"><xsl:call-template name="damals"/></xsl:if>
          </row>
        </xsl:for-each>
      </foot>
    </table>
    <para style="small">
      <xsl:text>Alle Monate sind mit denselben Exporten und demselben Regelwerk berechnet. Wer in den Exporten nicht mehr steht, fehlt auch in früheren Monaten.</xsl:text>
      <xsl:if test="$verlauf/aeltester-vermerk"> Der älteste Vermerk ist vom <xsl:value-of select="$verlauf/aeltester-vermerk/@tag-text"/>.</xsl:if>
      <xsl:if test="$verlauf/punkt/damals"><xsl:choose>
        <xsl:when test="$damals"><xsl:if test="$verlauf/punkt[damals/@text = quote/@text]"> „gleich“: Später erfasste Vermerke ändern die gezeigte Quote nicht.</xsl:if></xsl:when>
        <xsl:otherwise> Später erfasste Vermerke ändern die gezeigte Quote in keinem Monat.</xsl:otherwise>
      </xsl:choose></xsl:if>
    </para>
  </xsl:template>

  <xsl:template name="damals">
    <cell>
      <xsl:choose>
        <xsl:when test="damals/@text = quote/@text"><muted>gleich</muted></xsl:when>
        <xsl:otherwise><xsl:value-of select="damals/@text"/></xsl:otherwise>
      </xsl:choose>
    </cell>
  </xsl:template>

  <!-- Was die Quote seit dem Vormonat bewegt hat, bis zur letzten Person -->
  <xsl:template name="bewegung">
    <xsl:variable name="bewegung" select="$verlauf/bewegung"/>
    <xsl:if test="$bewegung">
      <section id="bewegung">
        <heading><xsl:value-of select="$bewegung/ueberschrift"/></heading>
        <subline>Was die Quote vom <xsl:value-of select="$bewegung/@von-text"/> bis zum <xsl:value-of select="$bewegung/@bis-text"/> bewegt hat, in Kund*innen; Quote = im Rhythmus / bewertet</subline>
        <para><xsl:value-of select="$bewegung/erklaerung"/></para>
        <xsl:call-template name="ursachen"><xsl:with-param name="bewegung" select="$bewegung"/></xsl:call-template>
        <xsl:call-template name="schritte"><xsl:with-param name="bewegung" select="$bewegung"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="ursachen">
    <xsl:param name="bewegung"/>
    <table caption="Ursachen der Veränderung" caption-hidden="yes">
      <col weight="1"/><col weight="1"/>
      <col align="right" number="yes"/><col align="right" number="yes"/><col align="right" number="yes"/>
      <col align="right" number="yes"/>
      <head>
        <row>
          <cell header="yes">Ursache</cell><cell header="yes">Wechsel</cell><cell header="yes">Kund*innen</cell>
          <cell header="yes">im Rhythmus</cell><cell header="yes">bewertet</cell><cell header="yes">Quote</cell>
        </row>
      </head>
      <body>
        <xsl:for-each select="$verlauf/punkt[12]">
          <row strong="yes">
            <cell header="yes" colspan="2"><xsl:value-of select="@tag-text"/></cell><cell/>
            <cell><xsl:value-of select="quote/@zaehler-text"/></cell>
            <cell><xsl:value-of select="quote/@nenner-text"/></cell>
            <cell><xsl:value-of select="quote/@text"/></cell>
          </row>
        </xsl:for-each>
        <xsl:for-each select="$bewegung/ursache">
          <row>
            <cell header="yes"><xsl:value-of select="@name"/></cell>
            <cell><xsl:value-of select="@weg"/></cell>
            <cell><xsl:value-of select="@text"/></cell>
            <cell><xsl:value-of select="@zaehler-text"/></cell>
            <cell><xsl:value-of select="@nenner-text"/></cell>
            <cell/>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <xsl:for-each select="$verlauf/punkt[13]">
          <row strong="yes">
            <cell header="yes" colspan="2"><xsl:value-of select="@tag-text"/></cell><cell/>
            <cell><xsl:value-of select="quote/@zaehler-text"/></cell>
            <cell><xsl:value-of select="quote/@nenner-text"/></cell>
            <cell><xsl:value-of select="quote/@text"/></cell>
          </row>
        </xsl:for-each>
      </foot>
    </table>
  </xsl:template>

  <!-- Zeilen: wo jemand war; Spalten: wo er oder sie ist -->
  <xsl:template name="schritte">
    <xsl:param name="bewegung"/>
    <xsl:variable name="nach" select="$bewegung/platz[@jetzt &gt; 0]"/>
    <table caption="Urteil am {$bewegung/@von-text} (Zeilen) und am {$bewegung/@bis-text} (Spalten); fett: unverändert">
      <col weight="1"/>
      <xsl:for-each select="$nach"><col align="right" number="yes"/></xsl:for-each>
      <col align="right" number="yes"/>
      <head>
        <row>
          <cell header="yes">war</cell>
          <xsl:for-each select="$nach"><cell header="yes"><xsl:apply-templates select="." mode="nach"/></cell></xsl:for-each>
          <cell header="yes">zu&#xAD;sammen</cell>
        </row>
      </head>
      <body>
        <xsl:for-each select="$bewegung/platz[@vorher &gt; 0]">
          <xsl:variable name="von" select="@code"/>
          <row>
            <cell header="yes"><xsl:apply-templates select="." mode="von"/></cell>
            <xsl:for-each select="$nach">
              <xsl:variable name="schritt" select="$bewegung/schritt[@von = $von and @nach = current()/@code]"/>
              <cell>
                <xsl:if test="$von = @code and $schritt"><xsl:attribute name="strong">yes</xsl:attribute></xsl:if>
                <xsl:choose>
                  <xsl:when test="$schritt"><xsl:value-of select="$schritt/@text"/></xsl:when>
                  <xsl:otherwise><muted>–</muted></xsl:otherwise>
                </xsl:choose>
              </cell>
            </xsl:for-each>
            <cell><xsl:value-of select="@vorher-text"/></cell>
          </row>
        </xsl:for-each>
      </body>
      <foot>
        <row strong="yes">
          <cell header="yes">zusammen</cell>
          <xsl:for-each select="$nach"><cell><xsl:value-of select="@jetzt-text"/></cell></xsl:for-each>
          <cell/>
        </row>
      </foot>
    </table>
  </xsl:template>

  <xsl:template match="platz" mode="von">
    <xsl:choose>
      <xsl:when test="@code = 'ausserhalb'">nicht in Betreuung</xsl:when>
      <xsl:when test="@code = 'anderes_team'">in anderem Team</xsl:when>
      <xsl:otherwise><xsl:value-of select="/ergebnis/urteile/art[@code = current()/@code]/@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="platz" mode="nach">
    <xsl:choose>
      <xsl:when test="@code = 'ausserhalb'">abge&#xAD;gangen</xsl:when>
      <xsl:when test="@code = 'anderes_team'">anderes Team</xsl:when>
      <xsl:otherwise><xsl:apply-templates select="/ergebnis/bereich[1]/gruppen[@nach = 'gesamt']/gruppe/urteil[@code = current()/@code]" mode="spalte"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
